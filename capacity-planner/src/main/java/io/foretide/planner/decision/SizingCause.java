package io.foretide.planner.decision;

import io.foretide.text.Rounded;
import java.util.List;
import java.util.Optional;

/**
 * The load that a size was chosen for, and the last rule that changed it. The id is that of the rule's cause; of the load's
 * driver, {@code forecast-peak} or {@code present-load}, where no rule changed anything.
 *
 * @param fromTaskManagers the size so far
 * @param toTaskManagers the size decided
 * @param basis the figures
 * @param headroom quantile of the forecast that is planned for
 * @param model that made the forecast, if there is a fresh one
 * @param adjustments of the rules, in order
 */
public record SizingCause(
        int fromTaskManagers,
        int toTaskManagers,
        Basis basis,
        double headroom,
        Optional<String> model,
        List<Adjustment> adjustments)
        implements PlannerCause {
    public SizingCause {
        adjustments = List.copyOf(adjustments);
    }

    @Override
    public String id() {
        if (adjustments.isEmpty()) {
            return isDrivenByForecast() ? "forecast-peak" : "present-load";
        }
        return Phrases.last(adjustments).cause().id();
    }

    @Override
    public String sentence() {
        StringBuilder text = new StringBuilder(160);
        if (toTaskManagers == fromTaskManagers) {
            text.append("Hold ").append(fromTaskManagers);
        } else {
            text.append(Phrases.change(fromTaskManagers, toTaskManagers));
        }
        text.append(Phrases.unit(toTaskManagers))
                .append(": ")
                .append(Rounded.tenths(basis.need() / basis.capacityPerTaskManager()))
                .append(" are needed, as ");
        driver(text);
        text.append(" and a TaskManager counts for ").append(Math.round(basis.capacityPerTaskManager()));
        if (adjustments.isEmpty() && Math.round(10 * basis.loadOf(1)) > 10L * toTaskManagers) {
            text.append("; what is missing costs less than another size");
        }
        if (toTaskManagers > fromTaskManagers) {
            basis.staying().ifPresent(staying -> text.append("; ").append(staying.sentence()));
        }
        text.append(Phrases.lastRule(adjustments)).append('.');
        if (!basis.sourcesWithoutLag().isEmpty()) {
            text.append(' ')
                    .append(String.join(", ", basis.sourcesWithoutLag()))
                    .append(" tells no lag: what it reads counts as its demand.");
        }
        return text.toString();
    }

    private void driver(StringBuilder text) {
        if (isDrivenByForecast()) {
            text.append("the ")
                    .append(headroom)
                    .append(" quantile of ")
                    .append(model.orElse("the forecast"))
                    .append(" peaks at ")
                    .append(Math.round(basis.forecastPeak().orElseThrow()))
                    .append(" records/s");
        } else {
            text.append("the present load is ")
                    .append(Math.round(basis.demand()))
                    .append(" records/s");
            text.append(basis.forecastPeak().isPresent() ? "" : " (no fresh forecast)");
        }
        double age = basis.ageSeconds().orElse(0.0);
        if (basis.lagSeconds() >= 1) {
            text.append(age > 0 && age <= basis.lagSeconds() ? " with an event-time lag of " : " with a lag of ")
                    .append(Math.round(basis.lagSeconds()))
                    .append(" s");
        }
        if (age >= basis.lagSeconds() + 1) {
            text.append(" (events are ").append(Math.round(age)).append(" s old, but do not wait)");
        }
    }

    private boolean isDrivenByForecast() {
        return basis.forecastPeak().isPresent() && basis.forecastPeak().get() >= basis.demand();
    }
}
