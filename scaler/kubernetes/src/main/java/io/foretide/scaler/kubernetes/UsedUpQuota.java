package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.kubernetes.PodSnapshot.Trouble;
import io.foretide.telemetry.Obstacle.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the ResourceQuota that keeps the next Pod of a StatefulSet away: a Deployment says so in a condition, a StatefulSet only in
 * events. Stateless.
 */
final class UsedUpQuota {
    private UsedUpQuota() {}

    /** Empty where none is used up, and where it is not allowed to look. */
    static Optional<Trouble> of(KubernetesClient client, GenericKubernetesResource statefulSet) throws IOException {
        String namespace = statefulSet.getMetadata().getNamespace();
        Optional<List<ResourceQuota>> quotas = Api.askIfAllowed(
                "list the ResourceQuotas of namespace " + namespace,
                () -> client.resourceQuotas().inNamespace(namespace).list().getItems());
        PodTemplateSpec template = client.getKubernetesSerialization()
                .convertValue(statefulSet.get("spec", "template"), PodTemplateSpec.class);
        return template == null || template.getSpec() == null
                ? Optional.empty()
                : of(quotas.orElse(List.of()), PlaceholderResources.of(template.getSpec()));
    }

    /** Whether {@code each} has no room in one of them; one for Pods that end does not count. */
    static Optional<Trouble> of(List<ResourceQuota> quotas, PlaceholderResources each) {
        return quotas.stream()
                .filter(quota ->
                        quota.getSpec() == null || !quota.getSpec().getScopes().contains("Terminating"))
                .flatMap(quota -> full(quota, each).stream())
                .findFirst();
    }

    private static Optional<Trouble> full(ResourceQuota quota, PlaceholderResources each) {
        if (quota.getStatus() == null) {
            return Optional.empty();
        }
        Map<String, Quantity> used =
                Optional.ofNullable(quota.getStatus().getUsed()).orElse(Map.of());
        return Optional.ofNullable(quota.getStatus().getHard()).orElse(Map.of()).entrySet().stream()
                .filter(hard -> left(hard, used).compareTo(each.against(hard.getKey())) < 0)
                .filter(hard -> each.against(hard.getKey()).signum() > 0)
                .map(hard -> new Trouble(
                        Kind.QUOTA,
                        "Pods cannot be created: ResourceQuota "
                                + quota.getMetadata().getName() + " is used up: "
                                + hard.getKey() + " " + hard.getValue() + ", of which "
                                + left(hard, used).stripTrailingZeros().toPlainString() + " left"))
                .findFirst();
    }

    private static BigDecimal left(Map.Entry<String, Quantity> hard, Map<String, Quantity> used) {
        BigDecimal taken = Optional.ofNullable(used.get(hard.getKey()))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
        return hard.getValue().getNumericalAmount().subtract(taken).max(BigDecimal.ZERO);
    }
}
