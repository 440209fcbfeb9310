package io.foretide.planner;

import io.foretide.forecast.Forecast;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The one sentence that explains a decision to a person. */
final class Reasons {
    private Reasons() {}

    static String of(PlanContext context, Proposal proposal, Optional<Forecast> forecast) {
        int current = context.state().taskManagers();
        int target = proposal.taskManagers();
        Basis basis = context.basis();
        String verdict = target == current
                ? "Hold " + taskManagers(current)
                : (target > current ? "Scale up " : "Scale down ") + current + " -> " + taskManagers(target);
        return verdict + ": " + driver(basis, context.settings(), forecast)
                + String.format(
                        Locale.ROOT,
                        ", %.2fx the %.0f records/s that %d slots carry at %.0f %% utilization%s.",
                        basis.loadOf(current),
                        current * basis.capacityPerTaskManager(),
                        current * context.settings().slotsPerTaskManager(),
                        100 * context.settings().utilizationTarget(),
                        because(proposal.adjustments()));
    }

    private static String driver(Basis basis, PlannerSettings settings, Optional<Forecast> forecast) {
        String lag = basis.lagSeconds() < 1
                ? ""
                : String.format(
                        Locale.ROOT, " plus %.0f records/s for a lag of %.0f s", basis.catchUp(), basis.lagSeconds());
        if (basis.forecastPeak().isPresent() && basis.forecastPeak().get() >= basis.demand()) {
            return String.format(
                    Locale.ROOT,
                    "the %.2f quantile of %s peaks at %.0f records/s within %d min%s",
                    settings.headroom(),
                    forecast.map(Forecast::model).orElse("the forecast"),
                    basis.forecastPeak().get(),
                    forecast.map(f -> f.horizon().length().toMinutes()).orElse(0L),
                    lag);
        }
        return String.format(
                Locale.ROOT,
                "the present load is %.0f records/s%s%s",
                basis.demand(),
                lag,
                basis.forecastPeak().isPresent() ? "" : " (no fresh forecast)");
    }

    private static String because(List<Adjustment> adjustments) {
        if (adjustments.isEmpty()) {
            return "";
        }
        Adjustment last = adjustments.get(adjustments.size() - 1);
        return "; " + last.policy() + ": " + last.why();
    }

    private static String taskManagers(int count) {
        return count + (count == 1 ? " TaskManager" : " TaskManagers");
    }
}
