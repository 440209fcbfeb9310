package io.foretide.scaler.kubernetes.checks;

import io.foretide.scaler.kubernetes.ConfigMapMemory;
import io.foretide.scaler.kubernetes.KedaReader;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.telemetry.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rights that the service needs, for the target and the options it is configured with. */
final class RightsNeeded {
    private RightsNeeded() {}

    /**
     * A rule of a Role.
     *
     * @param resource with its subresource, such as {@code deployments/scale}
     * @param name of the only object it is for; empty for all
     * @param what is not done without it; empty if nothing works without it
     */
    record Rule(
            String namespace,
            String group,
            String resource,
            Optional<String> name,
            List<String> verbs,
            Optional<String> what) {
        Rule {
            verbs = List.copyOf(verbs);
        }

        Rule only(List<String> some) {
            return new Rule(namespace, group, resource, name, some, what);
        }

        /** The lines for the Role. */
        String yaml() {
            return "- apiGroups: [\"" + group + "\"]\n  resources: [\"" + resource + "\"]\n"
                    + name.map(only -> "  resourceNames: [\"" + only + "\"]\n").orElse("") + "  verbs: [\""
                    + String.join("\", \"", verbs) + "\"]";
        }

        @Override
        public String toString() {
            return String.join(", ", verbs) + " " + resource
                    + name.map(only -> " " + only).orElse("");
        }
    }

    static List<Rule> by(JobId job, Optional<KubernetesSettings> target, Optional<LeaderSettings> leader) {
        List<Rule> rules = new ArrayList<>();
        target.ifPresent(settings -> rules.addAll(scaling(settings)));
        leader.ifPresent(settings -> rules.addAll(leading(settings, job)));
        return rules;
    }

    private static List<Rule> scaling(KubernetesSettings target) {
        String namespace = target.namespace();
        String group = target.kind().group();
        String plural = target.kind().plural();
        Optional<String> name = Optional.of(target.name());
        List<Rule> rules = new ArrayList<>();
        rules.add(
                target.annotate()
                        ? needed(namespace, group, plural, name, "get", "patch")
                        : needed(namespace, group, plural, name, "get"));
        rules.add(needed(namespace, group, plural + "/scale", name, "get", "update"));
        rules.add(needed(namespace, "autoscaling", "horizontalpodautoscalers", Optional.empty(), "list"));
        rules.add(needed(namespace, "", "pods", Optional.empty(), "list"));
        if (target.choosesVictims()) {
            rules.add(useful(namespace, "pods", "patch", "Kubernetes chooses which TaskManagers a scale down ends"));
        }
        rules.add(useful(namespace, "events", "create", "the object's events do not tell what was decided"));
        rules.add(useful(namespace, "resourcequotas", "list", "a used-up quota is not named"));
        target.placeholders()
                .filter(settings -> settings.enabled() && target.annotate())
                .ifPresent(settings -> rules.addAll(holding(settings)));
        return rules;
    }

    /** Where there is KEDA. */
    static Rule keda(String namespace) {
        return new Rule(
                namespace,
                KedaReader.GROUP,
                KedaReader.RESOURCE,
                Optional.empty(),
                List.of("list"),
                Optional.of("a ScaledObject that is paused, and so has no HorizontalPodAutoscaler, is not seen"));
    }

    private static List<Rule> holding(PlaceholderSettings settings) {
        Optional<String> without = Optional.of("no placeholders are kept");
        String namespace = settings.namespace();
        return List.of(
                new Rule(namespace, "apps", "deployments", Optional.empty(), List.of("create"), without),
                new Rule(
                        namespace,
                        "apps",
                        "deployments",
                        Optional.of(settings.name()),
                        List.of("get", "patch", "delete"),
                        without),
                new Rule(namespace, "", "resourcequotas", Optional.empty(), List.of("list"), without));
    }

    /** Creation cannot be limited to a name; the elector renews the Lease by patches. */
    private static List<Rule> leading(LeaderSettings leader, JobId job) {
        String leases = "coordination.k8s.io";
        Optional<String> lease = Optional.of(leader.lease());
        Optional<String> memory = Optional.of(ConfigMapMemory.name(job));
        return List.of(
                needed(leader.namespace(), leases, "leases", Optional.empty(), "create"),
                needed(leader.namespace(), leases, "leases", lease, "get", "patch"),
                needed(leader.namespace(), "", "configmaps", Optional.empty(), "create"),
                needed(leader.namespace(), "", "configmaps", memory, "get", "update"));
    }

    private static Rule needed(
            String namespace, String group, String resource, Optional<String> name, String... verbs) {
        return new Rule(namespace, group, resource, name, List.of(verbs), Optional.empty());
    }

    private static Rule useful(String namespace, String resource, String verb, String without) {
        return new Rule(namespace, "", resource, Optional.empty(), List.of(verb), Optional.of(without));
    }
}
