package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.foretide.telemetry.flink.FlinkControl.TaskManager;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

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
}
