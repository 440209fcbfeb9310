package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.Leadership;
import io.foretide.scaler.control.PlannerMemory;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.ConfigMapMemory;
import io.foretide.scaler.kubernetes.KubernetesTarget;
import io.foretide.scaler.kubernetes.LeaderLease;
import io.foretide.scaler.kubernetes.LoopBench;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart's roles on a real API server: they are enough, they are not more, and each of them that is missing is named. */
@ExtendWith(ControlPlaneExtension.class)
final class RightsIT {
    @TempDir
    Path folder;

    /** The chart's roles for a ServiceAccount "foretide", all in the test's namespace; what others are for is left out. */
    private static void grant(TestNamespace namespace) {
        namespace.serviceAccount("foretide");
        String manifests = Chart.render("{target: {namespace: %s, name: tm}}".formatted(namespace.name()));
        for (Role role : Chart.objects(manifests, Role.class)) {
            role.getMetadata().setNamespace(namespace.name());
            namespace.plane().admin().resource(role).create();
        }
        for (RoleBinding binding : Chart.objects(manifests, RoleBinding.class)) {
            binding.getMetadata().setNamespace(namespace.name());
            binding.getSubjects().get(0).setNamespace(namespace.name());
            namespace.plane().admin().resource(binding).create();
        }
        awaitAllowed(namespace, true, "create", "configmaps");
        awaitAllowed(namespace, true, "list", "pods");
    }

    /** Two replicas could share this one's Lease and memory. */
    private static final class Replicated implements LoopBench.Replication, AutoCloseable {
        private final TestNamespace namespace;
        private Optional<LeaderLease> lease = Optional.empty();

        Replicated(TestNamespace namespace) {
            this.namespace = namespace;
        }

        @Override
        public Leadership leadership(KubernetesClient client, KubernetesTarget target) {
            lease = Optional.of(new LeaderLease(
                    client,
                    new LeaderLease.Settings(namespace.name(), "foretide-orders", "only", Duration.ofSeconds(2)),
                    target::claim));
            return lease.get();
        }

        @Override
        public Optional<PlannerMemory> memory(KubernetesClient client) {
            return Optional.of(new ConfigMapMemory(client, namespace.name()));
        }

        @Override
        public void close() {
            lease.ifPresent(LeaderLease::close);
        }
    }

    private LoopBench leading(TestNamespace namespace, Replicated replicated) {
        LoopBench bench =
                new LoopBench(namespace, folder, namespace.plane().configFor(namespace.name(), "foretide"), replicated);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    TickReport report = bench.tick();
                    return report.standing().isLeading()
                            && report.decision().basis().isPresent();
                });
        return bench;
    }

    @Test
    void whatTheChartGrantsIsEnough(TestNamespace namespace) {
        grant(namespace);
        try (Replicated replicated = new Replicated(namespace);
                LoopBench bench = leading(namespace, replicated)) {
            bench.forecast(350);
            assertThat(bench.tick().isApplied()).isTrue();
            bench.running = 3;
            bench.tick();
            bench.skip(Duration.ofMinutes(5));
            bench.forecast(1400);
            assertThat(bench.tick().isApplied()).isTrue();
            assertThat(bench.events()).hasSize(2);
            assertThat(bench.log()).noneMatch(line -> line.contains("forbidden"));
        }
    }

    @Test
    void whatTheChartDoesNotGrantIsForbidden(TestNamespace namespace) {
        grant(namespace);
        List.of("tm", "other")
                .forEach(name -> namespace
                        .plane()
                        .admin()
                        .resource(Workloads.taskManagers(namespace, name, 0))
                        .create());
        KubernetesClient foretide = namespace.plane().clientFor(namespace.name(), "foretide");
        String here = namespace.name();
        assertThat(foretide.apps()
                        .deployments()
                        .inNamespace(here)
                        .withName("tm")
                        .get())
                .isNotNull();
        var other = foretide.apps().deployments().inNamespace(here).withName("other");
        forbidden(() ->
                foretide.apps().deployments().inNamespace(here).withName("tm").delete());
        forbidden(other::get);
        forbidden(() -> other.patch("{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}"));
        forbidden(other::scale);
        forbidden(() -> foretide.apps().deployments().inNamespace(here).list());
        forbidden(() -> foretide.secrets().inNamespace(here).list());
        forbidden(() -> foretide.secrets().inNamespace(here).withName("any").get());
        forbidden(() -> foretide.configMaps().inNamespace(here).withName("any").get());
        forbidden(() ->
                foretide.leases().inNamespace(here).withName("foretide-flights").get());
        forbidden(() -> foretide.pods().inNamespace(here).withName("any").delete());
        forbidden(() -> foretide.pods().inNamespace("default").list());
        forbidden(() -> foretide.nodes().list());
    }

    private static void forbidden(Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403));
    }

    /** What becomes of a rescale without a right. */
    private enum Effect {
        /** Nothing is decided, or it cannot be carried out. */
        HOLDS,
        /** It is carried out, and what is missing is said. */
        GOES_ON
    }

    @ParameterizedTest
    @CsvSource({
        "get, deployments, HOLDS",
        "get, deployments/scale, HOLDS",
        "update, deployments/scale, HOLDS",
        "patch, deployments, GOES_ON",
        "list, pods, HOLDS",
        "list, horizontalpodautoscalers, HOLDS",
        "create, events, GOES_ON",
        "get, leases, HOLDS",
        "patch, leases, HOLDS",
        "get, configmaps, HOLDS",
        "update, configmaps, HOLDS"
    })
    void aRightThatIsTakenAwayIsNamedAndOnceItIsBackAllGoesOn(
            String verb, String resource, Effect effect, TestNamespace namespace) throws Exception {
        grant(namespace);
        try (Replicated replicated = new Replicated(namespace);
                LoopBench bench = leading(namespace, replicated)) {
            List<Role> before = takeAway(namespace, verb, resource);
            if (resource.equals("leases")) {
                TimeUnit.MILLISECONDS.sleep(2_500); // the Lease it has still counts for a while
            }
            bench.forecast(350);
            String said = tick(bench);
            String named = bench.log().stream()
                    .filter(line -> line.contains("cannot " + verb + " resource"))
                    .findFirst()
                    .orElse(said);
            System.out.println("without " + verb + " " + resource + ": " + said + " <- " + named);
            assertThat(named).contains("cannot " + verb + " resource \"" + resource + "\"");
            assertThat(bench.sizes.sizes()).hasSize(effect == Effect.HOLDS ? 1 : 2);
            before.forEach(role -> namespace.plane().admin().resource(role).update());
            awaitAllowed(namespace, true, verb, resource);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        tick(bench);
                        return bench.sizes.sizes().equals(List.of(1, 3));
                    });
        }
    }

    /** What came of it in one line. */
    private static String tick(LoopBench bench) {
        try {
            TickReport report = bench.tick();
            return report.whyNotApplied()
                    .map(Cause::sentence)
                    .orElse(report.decision().reason());
        } catch (UncheckedIOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Returns the roles as they were. */
    private static List<Role> takeAway(TestNamespace namespace, String verb, String resource) {
        var roles = namespace.plane().admin().rbac().roles().inNamespace(namespace.name());
        List<Role> before = roles.list().getItems();
        for (Role role : roles.list().getItems()) {
            for (PolicyRule rule : role.getRules()) {
                if (rule.getResources().contains(resource)) {
                    rule.getVerbs().remove(verb);
                }
            }
            role.getRules().removeIf(rule -> rule.getVerbs().isEmpty());
            namespace.plane().admin().resource(role).update();
        }
        before.forEach(role -> role.getMetadata().setResourceVersion(null));
        awaitAllowed(namespace, false, verb, resource);
        return before;
    }

    /** The API server needs a moment to notice a changed role. */
    private static void awaitAllowed(TestNamespace namespace, boolean allowed, String verb, String resource) {
        KubernetesClient foretide = namespace.plane().clientFor(namespace.name(), "foretide");
        String[] parts = resource.split("/");
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> foretide.authorization()
                                .v1()
                                .selfSubjectAccessReview()
                                .create(new SelfSubjectAccessReviewBuilder()
                                        .withNewSpec()
                                        .withNewResourceAttributes()
                                        .withNamespace(namespace.name())
                                        .withVerb(verb)
                                        .withGroup(group(parts[0]))
                                        .withResource(parts[0])
                                        .withSubresource(parts.length > 1 ? parts[1] : "")
                                        .withName(name(verb, parts[0]))
                                        .endResourceAttributes()
                                        .endSpec()
                                        .build())
                                .getStatus()
                                .getAllowed()
                        == allowed);
    }

    private static String group(String resource) {
        return switch (resource) {
            case "deployments" -> "apps";
            case "leases" -> "coordination.k8s.io";
            case "horizontalpodautoscalers" -> "autoscaling";
            default -> "";
        };
    }

    private static String name(String verb, String resource) {
        return switch (resource) {
            case "deployments" -> "tm";
            case "leases" -> "foretide-orders";
            case "configmaps" -> verb.equals("create") ? "" : "foretide-orders-state";
            default -> "";
        };
    }
}
