package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkControl.TaskManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true, https = false)
class DeletionCostTest {
    private static Pod pod(String name, String ip) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withPodIP(ip)
                .endStatus()
                .build();
    }

    private static TaskManager at(String host, int freeSlots, double memory, double load) {
        return new TaskManager("id-of-" + host, host, freeSlots, OptionalDouble.of(memory), OptionalDouble.of(load));
    }

    @Test
    void theIdleEndBeforeThoseWithLeastStateAndTheHottestBeforeTheCool() {
        List<Pod> pods = List.of(
                pod("much-state", "10.0.0.1"),
                pod("cool", "10.0.0.2"),
                pod("hot", "10.0.0.3"),
                pod("idle", "10.0.0.4"),
                pod("not-registered", "10.0.0.5"));
        List<TaskManager> registered = List.of(
                at("10.0.0.1", 0, 900, 0.9),
                at("10.0.0.2", 0, 100, 0.2),
                at("10.0.0.3", 0, 100, 0.8),
                at("10.0.0.4", 2, 500, 0.1));
        assertThat(DeletionCost.order(pods, registered))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("not-registered", "idle", "hot", "cool", "much-state");
    }

    @Test
    void aTaskManagerIsFoundByTheNameOfItsPodToo() {
        List<Pod> pods = List.of(pod("tm-1", "127.0.0.1"), pod("tm-2", "127.0.0.1"));
        TaskManager named = new TaskManager("tm-1", "127.0.0.1", 0, OptionalDouble.empty(), OptionalDouble.empty());
        assertThat(DeletionCost.order(pods, List.of(named)))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("tm-2", "tm-1");
    }

    private static Pod ended(String name, String phase) {
        return new PodBuilder(pod(name, "10.0.0.9"))
                .editStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }

    @Test
    void whatEndsOrHasEndedIsNoCandidate() {
        Pod terminating = new PodBuilder(pod("terminating", "10.0.0.8"))
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        List<Pod> pods =
                List.of(terminating, ended("evicted", "Failed"), ended("done", "Succeeded"), ended("works", "Running"));
        assertThat(DeletionCost.order(pods, List.of()))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("works");
    }

    /** Set by the extension. */
    private KubernetesClient client;

    private void create(String name, Map<String, String> annotations) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("flink")
                        .withLabels(Map.of("app", "tm"))
                        .withAnnotations(annotations)
                        .endMetadata()
                        .build())
                .create();
    }

    private Optional<String> cost(String name) {
        return Optional.ofNullable(Api.annotations(
                        client.pods().inNamespace("flink").withName(name).get())
                .get("controller.kubernetes.io/pod-deletion-cost"));
    }

    @Test
    void aCostOfAScaleDownThatDidNotComeIsRemovedFromSurvivors() throws Exception {
        String key = "controller.kubernetes.io/pod-deletion-cost";
        create("tm-1", Map.of());
        create("tm-2", Map.of(key, "-3", "team", "streams"));
        create("tm-3", Map.of(key, "100"));
        try (FakeFlink flink = FakeFlink.tuned()) {
            flink.answers.put("/taskmanagers", """
                    {"taskmanagers":[{"id":"tm-2","path":"a@tm-2:1/x","freeSlots":0},{"id":"tm-3","path":"a@tm-3:1/x","freeSlots":0}]}""");
            new DeletionCost(client, "flink", new FlinkControl(flink.rest(), Optional.empty())).prepare(1, "app=tm");
        }
        assertThat(cost("tm-1")).contains("-1");
        assertThat(cost("tm-2")).isEmpty();
        assertThat(cost("tm-3")).as("somebody else's").contains("100");
        assertThat(client.pods()
                        .inNamespace("flink")
                        .withName("tm-2")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("team", "streams");
    }
}
