package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of a cluster, at one time. Immutable; its objects are not to be changed.
 *
 * @param configMaps data of those that Flink's workloads read, by namespace and name
 * @param autoscalers {@code PredictiveAutoscaler} objects
 * @param unread what could not be read
 */
public record Inventory(
        List<GenericKubernetesResource> flinkDeployments,
        List<Workload> workloads,
        List<Service> services,
        Map<String, Map<String, Map<String, String>>> configMaps,
        List<HorizontalPodAutoscaler> horizontal,
        List<GenericKubernetesResource> autoscalers,
        List<Unread> unread) {
    public Inventory {
        flinkDeployments = List.copyOf(flinkDeployments);
        workloads = List.copyOf(workloads);
        services = List.copyOf(services);
        configMaps = Map.copyOf(configMaps);
        horizontal = List.copyOf(horizontal);
        autoscalers = List.copyOf(autoscalers);
        unread = List.copyOf(unread);
    }

    /**
     * What could not be read.
     *
     * @param namespace empty: all together
     * @param what kind of objects, in the plural
     */
    public record Unread(Optional<String> namespace, String what, String why) {}

    FlinkSettings settings(Workload workload) {
        return FlinkSettings.of(workload, configMaps.getOrDefault(workload.namespace(), Map.of()));
    }
}
