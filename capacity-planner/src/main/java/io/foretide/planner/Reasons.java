package io.foretide.planner;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.Rounded;
import java.util.List;
import java.util.Optional;

/** The one sentence that explains a decision to a person. Made for every decision, so without {@code String.format}. */
final class Reasons {
    private Reasons() {}

    static String of(PlanContext context, Proposal proposal, Optional<Forecast> forecast) {
        int current = context.state().taskManagers();
        int target = proposal.taskManagers();
        Basis basis = context.basis();
        StringBuilder text = new StringBuilder(160);
        if (target == current) {
            text.append("Hold ").append(current);
        } else {
            text.append(target > current ? "Scale up " : "Scale down ")
                    .append(current)
                    .append(" -> ")
                    .append(target);
        }
        text.append(target == 1 ? " TaskManager: " : " TaskManagers: ")
                .append(Rounded.tenths(basis.need() / basis.capacityPerTaskManager()))
                .append(" are needed, as ");
        driver(text, basis, context.settings(), forecast);
        text.append(" and a TaskManager counts for ").append(Math.round(basis.capacityPerTaskManager()));
        because(text, proposal.adjustments());
        return text.append('.').toString();
    }

    private static void driver(StringBuilder text, Basis basis, PlannerSettings settings, Optional<Forecast> forecast) {
        if (basis.forecastPeak().isPresent() && basis.forecastPeak().get() >= basis.demand()) {
            text.append("the ")
                    .append(settings.headroom())
                    .append(" quantile of ")
                    .append(forecast.map(Forecast::model).orElse("the forecast"))
                    .append(" peaks at ")
                    .append(Math.round(basis.forecastPeak().get()))
                    .append(" records/s");
        } else {
            text.append("the present load is ")
                    .append(Math.round(basis.demand()))
                    .append(" records/s");
            text.append(basis.forecastPeak().isPresent() ? "" : " (no fresh forecast)");
        }
        if (basis.lagSeconds() >= 1) {
            text.append(" with a lag of ")
                    .append(Math.round(basis.lagSeconds()))
                    .append(" s");
        }
    }

    private static void because(StringBuilder text, List<Adjustment> adjustments) {
        if (!adjustments.isEmpty()) {
            Adjustment last = adjustments.get(adjustments.size() - 1);
            text.append("; ").append(last.policy()).append(": ").append(last.why());
        }
    }
}
