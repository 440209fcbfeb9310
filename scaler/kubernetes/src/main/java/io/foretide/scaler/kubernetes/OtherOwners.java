package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.autoscaling.v1.CrossVersionObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Who else scales an object: an autoscaler that is bound to it, or whoever wrote its replicas last. Thread-safe. */
public final class OtherOwners {
    private static final String KEDA = "scaledobject.keda.sh/name";

    private final KubernetesClient client;
    private final ScaledObject object;

    /** The owners of {@code object}; nothing is asked yet. */
    public OtherOwners(KubernetesClient client, ScaledObject object) {
        this.client = client;
        this.object = object;
    }

    /** The autoscaler bound to the object, half a sentence; KEDA works through a HorizontalPodAutoscaler of its own. */
    public Optional<String> autoscaler() throws IOException {
        try {
            return client
                    .autoscaling()
                    .v1()
                    .horizontalPodAutoscalers()
                    .inNamespace(object.namespace())
                    .list()
                    .getItems()
                    .stream()
                    .filter(this::isBoundHere)
                    .map(OtherOwners::named)
                    .findFirst();
        } catch (KubernetesClientException e) {
            throw ScaledObject.translated(
                    "cannot list the HorizontalPodAutoscalers of namespace " + object.namespace(), e);
        }
    }

    private boolean isBoundHere(HorizontalPodAutoscaler autoscaler) {
        CrossVersionObjectReference bound = autoscaler.getSpec().getScaleTargetRef();
        return bound.getKind().equals(object.kind().kind()) && bound.getName().equals(object.name());
    }

    private static String named(HorizontalPodAutoscaler autoscaler) {
        Map<String, String> labels =
                Optional.ofNullable(autoscaler.getMetadata().getLabels()).orElse(Map.of());
        String name = autoscaler.getMetadata().getName();
        return labels.containsKey(KEDA)
                ? "the KEDA ScaledObject '" + labels.get(KEDA) + "' scales it too"
                : "the HorizontalPodAutoscaler '" + name + "' scales it too";
    }

    /** The field manager that wrote the replicas last, as far as the server has kept it. */
    static Optional<String> lastWriter(GenericKubernetesResource object) {
        return object.getMetadata().getManagedFields().stream()
                .filter(OtherOwners::ownsReplicas)
                .max(Comparator.comparing(entry -> String.valueOf(entry.getTime())))
                .map(ManagedFieldsEntry::getManager);
    }

    private static boolean ownsReplicas(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && (spec.containsKey("f:replicas")
                        || (spec.get("f:taskManager") instanceof Map<?, ?> nested && nested.containsKey("f:replicas")));
    }
}
