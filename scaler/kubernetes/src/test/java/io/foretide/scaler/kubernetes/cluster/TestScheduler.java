package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds the Pods of a namespace to nodes with room for their requests, the oldest of the highest priority first; where there
 * is none it evicts Pods of a lower priority, and else says Unschedulable in the words of kube-scheduler. Thread-safe.
 */
final class TestScheduler {
    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, TestNode> nodes = new LinkedHashMap<>();
    /** Node by the uid of the Pod: what was bound and may not be in the watched Pods yet. */
    private final Map<String, String> bound = new HashMap<>();

    TestScheduler(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Adds a node, or changes its size. */
    synchronized void node(TestNode node) {
        if (nodes.put(node.name(), node) == null) {
            client.resource(node.toNode()).create();
        }
        client.resource(node.toNode()).patchStatus();
    }

    /** One round over all Pods of the namespace. */
    synchronized void schedule(Collection<Pod> pods) {
        bound.keySet().retainAll(pods.stream().map(TestScheduler::uid).toList());
        List<Pod> pending = pods.stream()
                .filter(pod -> nodeOf(pod).isEmpty() && !terminating(pod))
                .sorted(Comparator.comparing(TestScheduler::priority)
                        .reversed()
                        .thenComparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .toList();
        for (Pod pod : pending) {
            Optional<TestNode> fitting = nodes.values().stream()
                    .filter(node -> fits(pod, node, on(node, pods)))
                    .findFirst();
            if (fitting.isPresent()) {
                bind(pod, fitting.get());
            } else if (!evictFor(pod, pods)) {
                markUnschedulable(pod, pods);
            }
        }
    }

    private void bind(Pod pod, TestNode node) {
        client.bindings()
                .inNamespace(namespace)
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .withNamespace(namespace)
                        .withUid(uid(pod))
                        .endMetadata()
                        .withNewTarget()
                        .withApiVersion("v1")
                        .withKind("Node")
                        .withName(node.name())
                        .endTarget()
                        .build())
                .create();
        bound.put(uid(pod), node.name());
    }

    /** Whether Pods of a lower priority go, or are going already, and leave enough room. */
    private boolean evictFor(Pod pod, Collection<Pod> pods) {
        for (TestNode node : nodes.values()) {
            List<Pod> staying = new ArrayList<>(on(node, pods));
            staying.removeIf(TestScheduler::terminating);
            List<Pod> victims = new ArrayList<>();
            List<Pod> lower = staying.stream()
                    .filter(other -> priority(other) < priority(pod))
                    .sorted(Comparator.comparing(TestScheduler::priority))
                    .toList();
            for (Pod victim : lower) {
                if (!fits(pod, node, staying)) {
                    staying.remove(victim);
                    victims.add(victim);
                }
            }
            if (fits(pod, node, staying)) {
                victims.forEach(victim -> client.resource(victim).delete());
                return true;
            }
        }
        return false;
    }

    private void markUnschedulable(Pod pod, Collection<Pod> pods) {
        long cpu = nodes.values().stream()
                .filter(node -> !fits(pod, "cpu", node.cpu(), on(node, pods)))
                .count();
        long memory = nodes.values().stream()
                .filter(node -> !fits(pod, "memory", node.memory(), on(node, pods)))
                .count();
        String message = "0/" + nodes.size() + " nodes are available"
                + (cpu > 0 ? ": " + cpu + " Insufficient cpu" : "")
                + (memory > 0 ? (cpu > 0 ? ", " : ": ") + memory + " Insufficient memory" : "") + ".";
        boolean known = PodStatuses.condition(pod, "PodScheduled")
                .filter(condition -> message.equals(condition.getMessage()))
                .isPresent();
        if (!known) {
            PodStatuses.patch(
                    client,
                    pod,
                    Map.of(
                            "conditions",
                            List.of(new PodConditionBuilder()
                                    .withType("PodScheduled")
                                    .withStatus("False")
                                    .withReason("Unschedulable")
                                    .withMessage(message)
                                    .withLastTransitionTime(PodStatuses.text(Instant.now()))
                                    .build())));
        }
    }

    private static boolean fits(Pod pod, TestNode node, List<Pod> beside) {
        return fits(pod, "cpu", node.cpu(), beside) && fits(pod, "memory", node.memory(), beside);
    }

    private static boolean fits(Pod pod, String resource, BigDecimal allocatable, List<Pod> beside) {
        BigDecimal used = beside.stream()
                .map(other -> TestNode.requested(other, resource))
                .reduce(TestNode.requested(pod, resource), BigDecimal::add);
        return used.compareTo(allocatable) <= 0;
    }

    private List<Pod> on(TestNode node, Collection<Pod> pods) {
        return pods.stream()
                .filter(pod -> nodeOf(pod).filter(node.name()::equals).isPresent())
                .toList();
    }

    private Optional<String> nodeOf(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeName()).or(() -> Optional.ofNullable(bound.get(uid(pod))));
    }

    private static boolean terminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static int priority(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getPriority()).orElse(0);
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
