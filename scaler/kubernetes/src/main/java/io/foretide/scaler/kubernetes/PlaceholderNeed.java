package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.TickReport;
import java.util.Optional;

/**
 * How many placeholders a tick asks for: the TaskManagers that the forecast's planned-for quantile needs at its peak over the
 * horizon, less those asked for already. Nothing is held for what is not known.
 *
 * @param pods at least 0
 * @param why as many
 */
record PlaceholderNeed(int pods, Cause why) {
    /**
     * The need after a tick.
     *
     * @param maxTaskManagers the configuration allows
     * @param overrides what people ask for on the scaled object
     */
    static PlaceholderNeed of(TickReport report, int maxTaskManagers, Overrides overrides) {
        Optional<Basis> basis = report.decision().basis();
        if (report.snapshot().metrics().isEmpty() || basis.isEmpty()) {
            return none(PlaceholderCause.Plain.NO_PLAN);
        }
        if (basis.get().forecastPeak().isEmpty()) {
            return none(PlaceholderCause.Plain.NO_FORECAST);
        }
        if (overrides.hold().isPresent()) {
            return none(overrides.hold().get());
        }
        if (overrides.pausedUp() || overrides.pinned().isPresent()) {
            return none(PlaceholderCause.Plain.NO_MORE_ALLOWED);
        }
        double peak = basis.get().forecastPeak().get();
        int needed = Math.min(
                basis.get().taskManagersFor(peak),
                Math.min(maxTaskManagers, overrides.max().orElse(maxTaskManagers)));
        int planned = report.state().taskManagers();
        return new PlaceholderNeed(
                Math.max(0, needed - planned), new PlaceholderCause.ForecastPeak(peak, needed, planned));
    }

    static PlaceholderNeed none(Cause why) {
        return new PlaceholderNeed(0, why);
    }

    /** No more than {@code max}, because of {@code bound}. */
    PlaceholderNeed atMost(int max, Cause bound) {
        return pods <= max ? this : new PlaceholderNeed(max, new PlaceholderCause.Bounded(why, bound));
    }
}
