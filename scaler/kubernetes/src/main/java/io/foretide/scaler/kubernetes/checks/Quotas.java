package io.foretide.scaler.kubernetes.checks;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.checks.Checks;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.kubernetes.Api;
import io.foretide.text.Counted;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Check that the quotas of a namespace leave room for the most TaskManagers, if they can be read: nothing else needs them. */
final class Quotas {
    private final KubernetesClient client;
    private final String namespace;

    Quotas(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Tightest limit: a quota's resource and how many more Pods it allows. */
    private record Room(String quota, String resource, String left, int pods) {}

    Finding check(Scale scale, int maxTaskManagers) {
        try {
            List<ResourceQuota> quotas = Api.ask(
                    "list the ResourceQuotas of namespace " + namespace,
                    () -> client.resourceQuotas().inNamespace(namespace).list().getItems());
            Optional<Pod> example = Api.ask(
                            "list the Pods of namespace " + namespace,
                            () -> client.pods()
                                    .inNamespace(namespace)
                                    .withLabelSelector(scale.getStatus().getSelector())
                                    .list()
                                    .getItems())
                    .stream()
                    .findFirst();
            Integer replicas = scale.getSpec().getReplicas();
            int wanted = maxTaskManagers - (replicas == null ? 0 : replicas);
            return quotas.stream()
                    .flatMap(quota -> room(quota, example).stream())
                    .min((a, b) -> Integer.compare(a.pods(), b.pods()))
                    .filter(room -> room.pods() < wanted)
                    .map(room -> tooSmall(room, maxTaskManagers, maxTaskManagers - wanted + room.pods()))
                    .orElseGet(() -> Finding.ok(
                            quotas.isEmpty()
                                    ? "there is none in namespace " + namespace
                                    : "there is room for " + Counted.of(maxTaskManagers, "TaskManager")));
        } catch (IOException e) {
            return Finding.warning("not looked at: " + Checks.firstLine(e));
        }
    }

    private Finding tooSmall(Room room, int maxTaskManagers, int possible) {
        return Finding.warning(
                "ResourceQuota " + room.quota() + " leaves room for " + Math.max(0, room.pods())
                        + " more TaskManagers ("
                        + room.resource() + ": " + room.left() + " left), so " + possible + " and not "
                        + maxTaskManagers,
                Fix.ours("planner: {maxTaskManagers: " + Math.max(1, possible) + "}    # or raise the quota"));
    }

    private static Optional<Room> room(ResourceQuota quota, Optional<Pod> example) {
        if (quota.getStatus() == null || quota.getStatus().getHard() == null) {
            return Optional.empty();
        }
        Map<String, Quantity> used =
                Optional.ofNullable(quota.getStatus().getUsed()).orElse(Map.of());
        return quota.getStatus().getHard().entrySet().stream()
                .flatMap(hard -> {
                    BigDecimal left = amount(hard.getValue())
                            .subtract(amount(used.getOrDefault(hard.getKey(), new Quantity("0"))));
                    BigDecimal each = each(hard.getKey(), example);
                    return each.signum() <= 0
                            ? java.util.stream.Stream.empty()
                            : java.util.stream.Stream.of(new Room(
                                    quota.getMetadata().getName(),
                                    hard.getKey(),
                                    left.stripTrailingZeros().toPlainString(),
                                    left.divide(each, 0, RoundingMode.FLOOR)
                                            .min(BigDecimal.valueOf(Integer.MAX_VALUE / 2))
                                            .intValue()));
                })
                .min((a, b) -> Integer.compare(a.pods(), b.pods()));
    }

    /** Amount that one TaskManager takes of a resource; zero where that is not known. */
    private static BigDecimal each(String resource, Optional<Pod> example) {
        return switch (resource) {
            case "pods", "count/pods" -> BigDecimal.ONE;
            case "requests.cpu", "cpu" -> sum(example, "cpu", ResourceRequirements::getRequests);
            case "requests.memory", "memory" -> sum(example, "memory", ResourceRequirements::getRequests);
            case "limits.cpu" -> sum(example, "cpu", ResourceRequirements::getLimits);
            case "limits.memory" -> sum(example, "memory", ResourceRequirements::getLimits);
            default -> BigDecimal.ZERO;
        };
    }

    private static BigDecimal sum(
            Optional<Pod> example, String resource, Function<ResourceRequirements, Map<String, Quantity>> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Container container :
                example.map(pod -> pod.getSpec().getContainers()).orElse(List.of())) {
            if (container.getResources() != null) {
                Map<String, Quantity> of = amounts.apply(container.getResources());
                Quantity amount = of == null ? null : of.get(resource);
                sum = amount == null ? sum : sum.add(amount(amount));
            }
        }
        return sum;
    }

    private static BigDecimal amount(Quantity quantity) {
        return quantity.getNumericalAmount();
    }
}
