package io.foretide.scaler.kubernetes.checks;

import io.foretide.scaler.kubernetes.AutoscalerApi;
import io.foretide.scaler.kubernetes.ConfigMapMemory;
import io.foretide.scaler.kubernetes.KedaReader;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
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

    static List<Rule> by(KubernetesChecks job) {
        List<Rule> rules = new ArrayList<>();
        job.object().ifPresent(object -> rules.addAll(objects(object.namespace())));
        job.target().ifPresent(settings -> {
            if (job.object().isEmpty()) {
                rules.add(whole(settings));
            }
            rules.addAll(scaling(settings.namespace(), settings.kind(), Optional.of(settings.name())));
            rules.addAll(beside(settings, job.object().isEmpty()));
        });
        job.leader().ifPresent(settings -> rules.addAll(leading(settings, job.job())));
        return rules;
    }

    /**
     * What it takes to serve the objects of a namespace, which may scale anything there.
     *
     * @param namespace empty for all
     */
    static List<Rule> byObjects(String namespace) {
        List<Rule> rules = new ArrayList<>(objects(namespace));
        for (ScaledKind kind : List.of(ScaledKind.DEPLOYMENT, ScaledKind.STATEFUL_SET)) {
            rules.addAll(scaling(namespace, kind, Optional.empty()));
        }
        rules.add(new Rule(
                namespace,
                ScaledKind.FLINK_DEPLOYMENT.group(),
                ScaledKind.FLINK_DEPLOYMENT.plural() + "/scale",
                Optional.empty(),
                List.of("get", "update"),
                Optional.of("no FlinkDeployment is scaled")));
        rules.addAll(looking(namespace));
        return rules;
    }

    private static List<Rule> objects(String namespace) {
        String group = AutoscalerApi.GROUP;
        String plural = AutoscalerApi.PLURAL;
        return List.of(
                needed(namespace, group, plural, Optional.empty(), "get", "list", "watch"),
                needed(namespace, group, plural + "/status", Optional.empty(), "patch"));
    }

    private static List<Rule> scaling(String namespace, ScaledKind kind, Optional<String> name) {
        return List.of(needed(namespace, kind.group(), kind.plural() + "/scale", name, "get", "update"));
    }

    private static Rule whole(KubernetesSettings target) {
        Optional<String> name = Optional.of(target.name());
        String plural = target.kind().plural();
        return target.annotate()
                ? needed(target.namespace(), target.kind().group(), plural, name, "get", "patch")
                : needed(target.namespace(), target.kind().group(), plural, name, "get");
    }

    private static List<Rule> looking(String namespace) {
        return List.of(
                needed(namespace, "autoscaling", "horizontalpodautoscalers", Optional.empty(), "list"),
                needed(namespace, "", "pods", Optional.empty(), "list"),
                useful(namespace, "events", "create", "the object's events do not tell what was decided"),
                useful(namespace, "resourcequotas", "list", "a used-up quota is not named"));
    }

    private static List<Rule> beside(KubernetesSettings target, boolean holds) {
        List<Rule> rules = new ArrayList<>(looking(target.namespace()));
        if (target.choosesVictims()) {
            rules.add(useful(
                    target.namespace(), "pods", "patch", "Kubernetes chooses which TaskManagers a scale down ends"));
        }
        target.placeholders()
                .filter(settings -> settings.enabled() && target.annotate() && holds)
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
