package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who wrote the replicas of an object last, as far as the server has kept it in {@code metadata.managedFields}.
 *
 * @param manager name of the field manager
 * @param at when it wrote anything last, by the server's clock, in whole seconds
 * @param isManifest whether it writes whole manifests: by server-side apply, or as the clients that are known to
 */
record ReplicasWriter(String manager, String at, boolean isManifest) {
    /** Field managers of clients that write manifests without server-side apply. */
    private static final Pattern MANIFESTS = Pattern.compile(
            ".*-apply|kubectl-(create|replace)|helm.*|argocd.*|kustomize-controller|flux.*|terraform.*|pulumi.*",
            Pattern.CASE_INSENSITIVE);

    static Optional<ReplicasWriter> of(GenericKubernetesResource object) {
        return object.getMetadata().getManagedFields().stream()
                .filter(ReplicasWriter::ownsReplicas)
                .max(Comparator.comparing(entry -> String.valueOf(entry.getTime())))
                .map(entry -> new ReplicasWriter(
                        String.valueOf(entry.getManager()), String.valueOf(entry.getTime()), isManifest(entry)));
    }

    private static boolean isManifest(ManagedFieldsEntry entry) {
        return "Apply".equals(entry.getOperation())
                || MANIFESTS.matcher(String.valueOf(entry.getManager())).matches();
    }

    private static boolean ownsReplicas(ManagedFieldsEntry entry) {
        Map<?, ?> spec = spec(entry);
        return spec.containsKey("f:replicas")
                || (spec.get("f:taskManager") instanceof Map<?, ?> nested && nested.containsKey("f:replicas"));
    }

    private static Map<?, ?> spec(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                        && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                ? spec
                : Map.of();
    }
}
