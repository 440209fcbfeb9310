package io.foretide.scaler.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.process.Installation;
import io.foretide.scaler.local.LocalFlink;
import io.foretide.scaler.local.LocalFlinkSettings;
import io.foretide.scaler.local.TaskManagerPrograms;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The small kubelet does what the tests of rescales expect of a cluster. */
@ExtendWith(ControlPlaneExtension.class)
final class TestKubeletIT {

    @Test
    void aDeploymentGetsItsPods(TestNamespace namespace) throws Exception {
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace).node("node", "8", "16Gi")) {
            namespace.create(Workloads.taskManagers(namespace, "tm", 3));
            awaitReady(namespace, 3);

            assertThat(namespace
                            .plane()
                            .admin()
                            .apps()
                            .replicaSets()
                            .inNamespace(namespace.name())
                            .list()
                            .getItems())
                    .singleElement()
                    .satisfies(set ->
                            assertThat(set.getStatus().getReadyReplicas()).isEqualTo(3));
            assertThat(namespace.pods()).hasSize(3).allSatisfy(pod -> {
                assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
                assertThat(condition(pod, "PodScheduled").getLastTransitionTime())
                        .isNotNull();
            });

            namespace.scale("tm", 1);
            patiently().until(() -> namespace.pods().size() == 1);
            assertThat(kubelet.process(namespace.pods().get(0).getMetadata().getName()))
                    .isEmpty();
        }
    }

    @Test
    void aFullNodeMakesPodsUnschedulableUntilAnotherComes(TestNamespace namespace) throws Exception {
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace).node("node", "2", "16Gi")) {
            namespace.create(Workloads.taskManagers(namespace, "tm", 3));
            awaitReady(namespace, 2);
            awaitPod(
                    namespace,
                    pod -> PodStatuses.condition(pod, "PodScheduled")
                            .filter(condition -> condition.getStatus().equals("False")
                                    && condition.getReason().equals("Unschedulable")
                                    && condition.getMessage().equals("0/1 nodes are available: 1 Insufficient cpu."))
                            .isPresent());

            kubelet.node("second", "1", "1Gi");
            awaitReady(namespace, 3);
        }
    }

    @Test
    void aPlaceholderMakesRoom(TestNamespace namespace) throws Exception {
        KubernetesClient admin = namespace.plane().admin();
        String low = "placeholder-" + namespace.name();
        admin.resource(new PriorityClassBuilder()
                        .withNewMetadata()
                        .withName(low)
                        .endMetadata()
                        .withValue(-10)
                        .build())
                .create();
        Deployment placeholders = Workloads.taskManagers(namespace, "placeholder", 2);
        placeholders.getSpec().getTemplate().getSpec().setPriorityClassName(low);
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace)) {
            kubelet.node("node", "2", "16Gi");
            namespace.create(placeholders);
            patiently()
                    .until(() -> namespace.pods().stream()
                                    .filter(TestKubeletIT::ready)
                                    .count()
                            == 2);

            namespace.create(Workloads.taskManagers(namespace, "tm", 1));
            awaitReady(namespace, 1);
            patiently()
                    .until(() -> namespace.pods().stream()
                                            .filter(TestKubeletIT::ready)
                                            .count()
                                    == 2
                            && namespace.pods().size() == 3);
        }
    }

    @Test
    void faultsShowInTheContainerStatus(TestNamespace namespace) throws Exception {
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace).node("node", "8", "16Gi")) {
            kubelet.inject(PodFault.IMAGE_PULL);
            namespace.create(Workloads.taskManagers(namespace, "tm", 1));
            awaitWaiting(namespace, "ErrImagePull", 0);
            awaitWaiting(namespace, "ImagePullBackOff", 0);

            kubelet.inject(PodFault.CRASH_LOOP);
            awaitWaiting(namespace, "CrashLoopBackOff", 1);

            kubelet.inject(PodFault.NONE);
            awaitReady(namespace, 1);
        }
    }

    @Test
    void processesFollowTheirPods(TestNamespace namespace) throws Exception {
        try (TestKubelet kubelet =
                new TestKubelet(namespace, pod -> Optional.of(new ProcessBuilder("sleep", "1000")))) {
            kubelet.node("node", "8", "16Gi");
            namespace.create(Workloads.taskManagers(namespace, "tm", 1));
            awaitReady(namespace, 1);
            String name = namespace.pods().get(0).getMetadata().getName();
            ProcessHandle first = kubelet.process(name).orElseThrow();

            first.destroyForcibly();
            awaitPod(
                    namespace,
                    pod -> containers(pod).stream()
                            .anyMatch(container -> container.getRestartCount() == 1 && container.getReady()));
            ProcessHandle second = kubelet.process(name).orElseThrow();
            assertThat(second.pid()).isNotEqualTo(first.pid());

            namespace.plane().apiServer().stop();
            namespace.plane().apiServer().start();
            namespace.scale("tm", 0);
            patiently().until(() -> namespace.pods().isEmpty());
            assertThat(second.isAlive()).isFalse();
        }
    }

    @Test
    void aStatefulSetGetsItsPodOfTheSameNameAgain(TestNamespace namespace) throws Exception {
        namespace.create(Workloads.oneStatefulTaskManager(namespace, "tm"));
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace)) {
            kubelet.node("node", "1", "1Gi");
            awaitPod(namespace, TestKubeletIT::ready);
            Pod first = namespace.pods().get(0);

            namespace.plane().admin().resource(first).delete();
            awaitPod(
                    namespace,
                    pod -> ready(pod)
                            && !pod.getMetadata()
                                    .getUid()
                                    .equals(first.getMetadata().getUid()));
            assertThat(namespace.pods())
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.getMetadata().getName()).isEqualTo("tm-0"));
        }
    }

    @Test
    void podsBecomeTaskManagers(TestNamespace namespace, @TempDir Path work) throws Exception {
        List<String> job =
                List.of("--bootstrap", "127.0.0.1:1", "--topic", "none", "--group", "none", "--service-micros", "500");
        try (LocalFlink flink =
                        LocalFlink.start(LocalFlinkSettings.of(Installation.here(), work.resolve("jobmanager"), job));
                TestKubelet kubelet = new TestKubelet(
                        namespace,
                        new TaskManagerPods(new TaskManagerPrograms(
                                LocalFlinkSettings.of(Installation.here(), work.resolve("taskmanagers"), job),
                                flink.rpcPort())))) {
            kubelet.node("node", "8", "16Gi");
            namespace.create(Workloads.taskManagers(namespace, "tm", 2));
            awaitReady(namespace, 2);
            patiently()
                    .until(() -> namespace.pods().stream()
                            .allMatch(pod -> taskManagers(flink)
                                    .contains("\"" + pod.getMetadata().getName() + "\"")));

            namespace.scale("tm", 0);
            patiently()
                    .until(() ->
                            namespace.pods().isEmpty() && taskManagers(flink).equals("{\"taskmanagers\":[]}"));
        }
    }

    /** The Deployment {@code tm} has {@code replicas} ready Pods. */
    private static void awaitReady(TestNamespace namespace, int replicas) {
        patiently().until(() -> namespace.ready("tm") == replicas);
    }

    private static void awaitPod(TestNamespace namespace, Predicate<Pod> expected) {
        patiently().until(() -> namespace.pods().stream().anyMatch(expected));
    }

    private static void awaitWaiting(TestNamespace namespace, String reason, int restarts) {
        awaitPod(
                namespace,
                pod -> containers(pod).stream()
                        .anyMatch(container -> container.getState().getWaiting() != null
                                && container.getState().getWaiting().getReason().equals(reason)
                                && container.getRestartCount() >= restarts));
    }

    private static List<ContainerStatus> containers(Pod pod) {
        return pod.getStatus().getContainerStatuses();
    }

    private static boolean ready(Pod pod) {
        return containers(pod).stream().anyMatch(ContainerStatus::getReady);
    }

    private static PodCondition condition(Pod pod, String type) {
        return PodStatuses.condition(pod, type).orElseThrow();
    }

    private static String taskManagers(LocalFlink flink) {
        HttpRequest request = HttpRequest.newBuilder(flink.restAddress().resolve("/taskmanagers"))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .join();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
