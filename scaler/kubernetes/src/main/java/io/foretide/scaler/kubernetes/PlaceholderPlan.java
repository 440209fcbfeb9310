package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Standing;

/**
 * What to do about the placeholders. There are none without metrics or a forecast, in mode off, while somebody else scales the
 * TaskManagers, and after the end of this service. In mode recommend nothing is changed. A replica that leads no more takes its
 * own along, unless the next leader has claimed the TaskManagers already.
 */
sealed interface PlaceholderPlan {
    /** Why, half a sentence. */
    Cause why();

    /** As many as {@code pods}, at least one. */
    record Keep(int pods, Cause why) implements PlaceholderPlan {}

    /** None. */
    record Release(Cause why) implements PlaceholderPlan {}

    /** They are not this replica's to change. */
    record LeaveAlone(Cause why) implements PlaceholderPlan {}

    /** The plan for what was seen, a pure function. */
    static PlaceholderPlan of(PlaceholderSnapshot seen, boolean enabled) {
        if (seen.standing() instanceof Standing.Follows follows) {
            return seen.isOurs() ? new Release(follows.why()) : new LeaveAlone(follows.why());
        }
        if (seen.owner().isEmpty()) {
            return new Release(PlaceholderCause.Plain.NO_TASK_MANAGERS);
        }
        Mode mode = seen.owner().get().mode();
        if (mode == Mode.RECOMMEND) {
            return new LeaveAlone(new ControlCause.ByMode(mode));
        }
        if (!enabled) {
            return new Release(PlaceholderCause.Plain.DISABLED);
        }
        if (mode == Mode.OFF) {
            return new Release(new ControlCause.ByMode(mode));
        }
        PlaceholderNeed possible = seen.limits()
                .map(limits -> possible(seen.need(), limits, seen.kept()))
                .orElse(seen.need());
        return possible.pods() == 0 ? new Release(possible.why()) : new Keep(possible.pods(), possible.why());
    }

    /** Within quotas and nodes. What may not be looked at: quotas let nothing grow, nodes are left out. */
    private static PlaceholderNeed possible(PlaceholderNeed need, PlaceholderSnapshot.Limits limits, int kept) {
        PlaceholderNeed within = limits.quotas()
                .map(quotas -> limits.room().within(quotas, need))
                .orElseGet(() -> need.atMost(kept, PlaceholderCause.Plain.QUOTAS_FORBIDDEN));
        return limits.nodes().map(nodes -> limits.room().on(nodes, within)).orElse(within);
    }
}
