package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.foretide.scaler.kubernetes.KubernetesCause.Autoscaler;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerBound;
import io.foretide.scaler.kubernetes.KubernetesCause.AutoscalerPaused;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds KEDA's ScaledObject of an object. Stateless. */
public final class KedaReader {
    /** API group of KEDA. */
    public static final String GROUP = "keda.sh";

    /** Its resource, as RBAC names it. */
    public static final String RESOURCE = "scaledobjects";

    private static final String PAUSED_AT = "autoscaling.keda.sh/paused-replicas";
    private static final String PAUSED = "autoscaling.keda.sh/paused";
    private static final ResourceDefinitionContext SCALED_OBJECT = new ResourceDefinitionContext.Builder()
            .withGroup(GROUP)
            .withVersion("v1alpha1")
            .withKind("ScaledObject")
            .withPlural(RESOURCE)
            .withNamespaced(true)
            .build();

    private final KubernetesClient client;
    private final ScaledObject object;

    KedaReader(KubernetesClient client, ScaledObject object) {
        this.client = client;
        this.object = object;
    }

    /** Empty where none is bound to the object, where there is no KEDA, and where it is not allowed to look. */
    Optional<KubernetesCause> cause() throws IOException {
        Optional<List<GenericKubernetesResource>> all = Api.askIfThereAndAllowed(
                "list the ScaledObjects of namespace " + object.namespace(),
                () -> client.genericKubernetesResources(SCALED_OBJECT)
                        .inNamespace(object.namespace())
                        .list()
                        .getItems());
        return all.orElse(List.of()).stream()
                .filter(this::isBoundHere)
                .map(KedaReader::cause)
                .findFirst();
    }

    private boolean isBoundHere(GenericKubernetesResource scaled) {
        return object.name().equals(scaled.get("spec", "scaleTargetRef", "name"))
                && object.kind()
                        .kind()
                        .equals(Optional.ofNullable(scaled.<Object>get("spec", "scaleTargetRef", "kind"))
                                .orElse(ScaledKind.DEPLOYMENT.kind()));
    }

    private static KubernetesCause cause(GenericKubernetesResource scaled) {
        String name = scaled.getMetadata().getName();
        Map<String, String> annotations = Api.annotations(scaled);
        if (annotations.containsKey(PAUSED_AT)) {
            return new AutoscalerPaused(name, PAUSED_AT + "=" + annotations.get(PAUSED_AT), writer(scaled, PAUSED_AT));
        }
        String paused = annotations.get(PAUSED);
        // its presence pauses, whatever it says, but for false
        return paused != null && !paused.equalsIgnoreCase("false")
                ? new AutoscalerPaused(name, PAUSED + "=" + paused, writer(scaled, PAUSED))
                : new AutoscalerBound(Autoscaler.KEDA, name);
    }

    private static Optional<String> writer(GenericKubernetesResource scaled, String annotation) {
        return scaled.getMetadata().getManagedFields().stream()
                .filter(entry -> wrote(entry, annotation))
                .map(ManagedFieldsEntry::getManager)
                .findFirst();
    }

    private static boolean wrote(ManagedFieldsEntry entry, String annotation) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:metadata") instanceof Map<?, ?> metadata
                && metadata.get("f:annotations") instanceof Map<?, ?> annotations
                && annotations.containsKey("f:" + annotation);
    }
}
