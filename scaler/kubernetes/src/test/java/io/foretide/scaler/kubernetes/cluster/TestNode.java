package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A node that exists in the API only.
 *
 * @param name unique in the cluster
 * @param cpu allocatable, in cores
 * @param memory allocatable, in bytes
 */
record TestNode(String name, BigDecimal cpu, BigDecimal memory) {
    static TestNode of(String name, String cpu, String memory) {
        return new TestNode(name, amount(new Quantity(cpu)), amount(new Quantity(memory)));
    }

    Node toNode() {
        Map<String, Quantity> resources = Map.of(
                "cpu", new Quantity(cpu.toPlainString()),
                "memory", new Quantity(memory.toPlainString()),
                "pods", new Quantity("110"));
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewStatus()
                .withAllocatable(resources)
                .withCapacity(resources)
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("KubeletReady")
                .endCondition()
                .endStatus()
                .build();
    }

    /** What all containers of {@code pod} ask for, {@code cpu} in cores or {@code memory} in bytes. */
    static BigDecimal requested(Pod pod, String resource) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> container.getResources() != null
                        && container.getResources().getRequests() != null
                        && container.getResources().getRequests().containsKey(resource))
                .map(container -> amount(container.getResources().getRequests().get(resource)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity); // the plain number, also of cores
    }
}
