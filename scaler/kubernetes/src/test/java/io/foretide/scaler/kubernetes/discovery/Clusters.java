package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Manifests of clusters as people have them. */
public final class Clusters {
    private Clusters() {}

    /**
     * Those of the file.
     *
     * @param prefix what the names of their namespaces begin with
     */
    public static List<HasMetadata> all(String prefix) {
        try (InputStream file = Objects.requireNonNull(Clusters.class.getResourceAsStream("clusters.yaml"))) {
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("@", prefix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<HasMetadata> read(String manifests) {
        return Stream.of(manifests.split("(?m)^---$"))
                .map(text -> (HasMetadata) Serialization.unmarshal(text))
                .toList();
    }

    static Inventory inventory(List<HasMetadata> objects) {
        Map<String, Map<String, Map<String, String>>> data = new HashMap<>();
        only(ConfigMap.class, objects)
                .forEach(map -> data.computeIfAbsent(map.getMetadata().getNamespace(), unused -> new HashMap<>())
                        .put(map.getMetadata().getName(), map.getData()));
        List<GenericKubernetesResource> custom = only(GenericKubernetesResource.class, objects);
        return new Inventory(
                custom.stream()
                        .filter(one -> one.getKind().equals("FlinkDeployment"))
                        .toList(),
                Stream.concat(
                                only(Deployment.class, objects).stream().map(Workload::of),
                                only(StatefulSet.class, objects).stream().map(Workload::of))
                        .toList(),
                only(Service.class, objects),
                data,
                only(HorizontalPodAutoscaler.class, objects),
                custom.stream()
                        .filter(one -> one.getKind().equals("PredictiveAutoscaler"))
                        .toList(),
                List.of());
    }

    private static <T> List<T> only(Class<T> type, List<HasMetadata> objects) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
