package io.foretide.whatif;

import io.foretide.whatif.SimulationResult.Policy;
import io.foretide.whatif.policy.ComparedPolicies;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says where an autoscaler is not worth it: a load whose bursts are shorter than a rescale takes. */
final class SavedNote {
    /** A rescale has risks that no table counts: for a smaller share of the slot-hours nobody should take them. */
    private static final double MIN_SAVED = 0.05;

    private SavedNote() {}

    /** One line, if Foretide saves next to nothing against the size that is always enough. */
    static Optional<String> of(List<Policy> policies) {
        return find(policies, ComparedPolicies.STATIC_PEAK)
                .flatMap(fixed -> find(policies, ComparedPolicies.SHIPPED).flatMap(shipped -> of(fixed, shipped)));
    }

    private static Optional<Policy> find(List<Policy> policies, String name) {
        return policies.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    private static Optional<String> of(Policy fixed, Policy shipped) {
        double saved = 1 - shipped.slotHours() / fixed.slotHours();
        if (!(saved < MIN_SAVED)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s saves %s against %s (%.1f %% of the slot-hours): a fixed size does as well for this load",
                shipped.name(),
                saved > 0 ? "next to nothing" : "nothing",
                fixed.name(),
                100 * saved));
    }
}
