package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.telemetry.flink.FlinkControl;
import io.foretide.telemetry.flink.FlinkControl.Registered;
import io.foretide.telemetry.flink.FlinkControl.TaskManager;
import io.foretide.text.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses which Pods a scale down ends, by their deletion cost (honoured from Kubernetes 1.22 on): first those whose
 * TaskManager is not registered, then those with the most free slots, then the least local state, then the hottest. A choice
 * that cannot be made or written does not stop the scale down: Kubernetes then chooses itself.
 */
public final class DeletionCost implements BeforeShrink {
    private static final Logger log = LoggerFactory.getLogger(DeletionCost.class);
    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";
    private final KubernetesClient client;
    private final String namespace;
    private final FlinkControl flink;
    private final LogOnChange unchosen = LogOnChange.warning(log, "Kubernetes chooses which TaskManagers end");

    public DeletionCost(KubernetesClient client, String namespace, FlinkControl flink) {
        this.client = client;
        this.namespace = namespace;
        this.flink = flink;
    }

    @Override
    public Optional<Cause> prepare(int fewer, String selector) {
        try {
            List<Pod> pods = Api.ask(
                    "list the Pods of namespace " + namespace,
                    () -> client.pods()
                            .inNamespace(namespace)
                            .withLabelSelector(selector)
                            .list()
                            .getItems());
            List<Pod> order = order(pods, flink.taskManagers());
            for (int i = 0; i < order.size(); i++) {
                if (i < fewer) {
                    write(order.get(i), Integer.toString(i - fewer));
                } else if (isStale(order.get(i))) {
                    write(order.get(i), null);
                }
            }
            unchosen.good();
        } catch (IOException e) {
            unchosen.bad(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** The Pods that work, those that should end first at the front: what ends or has ended is no candidate. */
    static List<Pod> order(List<Pod> pods, List<TaskManager> registered) {
        record Candidate(Pod pod, Optional<TaskManager> runs) {}
        List<Candidate> candidates = new ArrayList<>();
        for (Pod pod : PodSnapshot.staying(pods)) {
            candidates.add(new Candidate(
                    pod,
                    registered.stream()
                            .filter(tm -> PodMatch.isOf(new Registered(tm.id(), tm.host()), pod))
                            .findFirst()));
        }
        candidates.sort(Comparator.comparing((Candidate c) -> c.runs().isPresent())
                .thenComparing(c -> -c.runs().map(TaskManager::freeSlots).orElse(0))
                .thenComparing(c ->
                        c.runs().map(tm -> tm.managedMemoryUsed().orElse(0)).orElse(0.0))
                .thenComparing(c -> -c.runs().map(tm -> tm.cpuLoad().orElse(0)).orElse(0.0)));
        return candidates.stream().map(Candidate::pod).toList();
    }

    /** Left by a scale down that did not come: only ours are below zero. */
    private static boolean isStale(Pod pod) {
        return Api.annotations(pod).getOrDefault(COST, "").startsWith("-");
    }

    private void write(Pod pod, @Nullable String cost) throws IOException {
        if (!Objects.equals(Api.annotations(pod).get(COST), cost)) {
            String name = pod.getMetadata().getName();
            Map<String, @Nullable String> change = new HashMap<>();
            change.put(COST, cost);
            String patch = Json.line(Map.of("metadata", Map.of("annotations", change)));
            Api.ask(
                    "annotate Pod " + namespace + "/" + name,
                    () -> client.pods().inNamespace(namespace).withName(name).patch(Api.MERGE, patch));
        }
    }
}
