package io.foretide.planner.decision;

import io.foretide.telemetry.MetricsGap;
import java.util.List;

/**
 * Sources are blocked, and nobody knows what arrives. The id is that of the rule's cause that changed the size last, if one did.
 *
 * @param fromTaskManagers the size so far
 * @param toTaskManagers the size decided
 * @param gap who is blocked by whom
 * @param adjustments of the rules, in order
 */
public record BlockedCause(
        int fromTaskManagers, int toTaskManagers, MetricsGap.Blocked gap, List<Adjustment> adjustments)
        implements PlannerCause {
    public BlockedCause {
        adjustments = List.copyOf(adjustments);
    }

    @Override
    public String id() {
        if (!adjustments.isEmpty()) {
            return Phrases.last(adjustments).cause().id();
        }
        return toTaskManagers > fromTaskManagers ? "blocked-trial" : "blocked-source";
    }

    @Override
    public String sentence() {
        StringBuilder text = new StringBuilder(200);
        if (toTaskManagers == fromTaskManagers) {
            text.append("Hold: ");
        } else {
            text.append(Phrases.change(fromTaskManagers, toTaskManagers))
                    .append(Phrases.unit(toTaskManagers))
                    .append(": ");
        }
        text.append(gap.by())
                .append(gap.works() ? " works all the time and does not keep up, and " : " does not keep up, and ")
                .append(gap.source())
                .append(" fetches nothing meanwhile: what arrives is unknown");
        if (!gap.works()) {
            text.append(", and slots will not help");
        } else if (toTaskManagers > fromTaskManagers) {
            text.append(", and this step shows whether slots help");
        } else if (adjustments.isEmpty()) {
            text.append(", more slots may help, and a step up is tried once it has lasted for three minutes");
        }
        return text.append(Phrases.lastRule(adjustments)).append('.').toString();
    }
}
