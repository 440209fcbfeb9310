package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.TickReport;
import java.util.Locale;
import java.util.Optional;

/**
 * How many placeholders a tick asks for: the TaskManagers that the forecast's planned-for quantile needs at its peak over the
 * horizon, less those asked for already. Nothing is held for what is not known.
 *
 * @param pods at least 0
 * @param reason half a sentence for a person
 */
record PlaceholderNeed(int pods, String reason) {
    /**
     * The need after a tick.
     *
     * @param most TaskManagers the configuration allows
     * @param overrides what people ask for on the scaled object
     */
    static PlaceholderNeed of(TickReport report, int most, Overrides overrides) {
        Optional<Basis> basis = report.decision().basis();
        if (report.snapshot().metrics().isEmpty() || basis.isEmpty()) {
            return none("the metrics allow no plan");
        }
        if (basis.get().forecastPeak().isEmpty()) {
            return none("there is no fresh forecast");
        }
        if (overrides.hold().isPresent()) {
            return none(overrides.hold().get().sentence());
        }
        if (overrides.pausedUp() || overrides.pinned().isPresent()) {
            return none("people allow no more TaskManagers");
        }
        double peak = basis.get().forecastPeak().get();
        int needed = Math.min(
                basis.get().taskManagersFor(peak),
                Math.min(most, overrides.max().orElse(most)));
        int asked = report.state().taskManagers();
        return new PlaceholderNeed(
                Math.max(0, needed - asked),
                String.format(
                        Locale.ROOT,
                        "the forecast's peak of %.0f records/s takes %d TaskManagers, %d are asked for",
                        peak,
                        needed,
                        asked));
    }

    static PlaceholderNeed none(String reason) {
        return new PlaceholderNeed(0, reason);
    }

    /** No more than {@code most}, because of {@code why}. */
    PlaceholderNeed atMost(int most, String why) {
        return pods <= most ? this : new PlaceholderNeed(most, reason + "; " + why);
    }
}
