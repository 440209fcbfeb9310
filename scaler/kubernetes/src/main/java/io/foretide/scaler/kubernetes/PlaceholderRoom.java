package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Room for placeholders.
 *
 * @param each what one of them asks for, which is what a TaskManager asks for
 * @param present placeholders that the quotas count already
 * @param coming TaskManagers asked for that the quotas do not count yet
 * @param beside whether the quotas count TaskManagers too: each placeholder then leaves as much free as it takes
 */
record PlaceholderRoom(PlaceholderResources each, int present, int coming, boolean beside) {
    /** {@code need} within the quotas; one with a scope counts as if it had none, unless it is for Pods that end. */
    PlaceholderNeed within(List<ResourceQuota> quotas, PlaceholderNeed need) {
        PlaceholderNeed bounded = need;
        for (ResourceQuota quota : quotas) {
            if (!quota.getSpec().getScopes().contains("Terminating")) {
                bounded = within(quota, bounded);
            }
        }
        return bounded;
    }

    private PlaceholderNeed within(ResourceQuota quota, PlaceholderNeed need) {
        PlaceholderNeed bounded = need;
        for (Map.Entry<String, Quantity> hard :
                Optional.ofNullable(quota.getSpec().getHard()).orElse(Map.of()).entrySet()) {
            BigDecimal one = each.against(hard.getKey());
            if (one.signum() > 0) {
                bounded = bounded.atMost(
                        max(hard.getValue(), used(quota, hard), one),
                        new PlaceholderCause.QuotaFull(quota.getMetadata().getName(), hard.getKey()));
            }
        }
        return bounded;
    }

    private int max(Quantity hard, Quantity used, BigDecimal one) {
        BigDecimal free = hard.getNumericalAmount()
                .subtract(used.getNumericalAmount())
                .add(one.multiply(BigDecimal.valueOf(present)));
        BigDecimal open = beside ? free.subtract(one.multiply(BigDecimal.valueOf(coming))) : free;
        BigDecimal taken = beside ? one.add(one) : one;
        return open.divide(taken, 0, RoundingMode.FLOOR)
                .max(BigDecimal.ZERO)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    /** A quota whose use is not known yet counts as used up. */
    private static Quantity used(ResourceQuota quota, Map.Entry<String, Quantity> hard) {
        return Optional.ofNullable(quota.getStatus())
                .map(status -> status.getUsed())
                .map(used -> used.get(hard.getKey()))
                .orElse(hard.getValue());
    }

    /** {@code need}, or none if not even an empty node could take one. */
    PlaceholderNeed on(List<Node> nodes, PlaceholderNeed need) {
        boolean fits = nodes.stream()
                .anyMatch(node -> node.getStatus() != null
                        && each.fit(Optional.ofNullable(node.getStatus().getAllocatable())
                                .orElse(Map.of())));
        return fits ? need : need.atMost(0, new PlaceholderCause.NoNodeFits(each.toString()));
    }
}
