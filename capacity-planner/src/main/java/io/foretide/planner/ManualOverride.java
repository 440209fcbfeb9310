package io.foretide.planner;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.OverrideCause.Held;
import io.foretide.planner.decision.OverrideCause.Pinned;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.Sizes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A hold or a pin that a person has asked for: decided without looking at any load. */
final class ManualOverride {
    private ManualOverride() {}

    /** {@code allowed}: without what people ask for. */
    static Optional<CapacityPlanner.Outcome> of(PlannerState state, Overrides overrides, Sizes allowed, Instant now) {
        if (overrides.hold().isPresent()) {
            Held held = new Held(overrides.hold().get());
            return Optional.of(new CapacityPlanner.Outcome(
                    state, new Hold(now, state.taskManagers(), held, Optional.empty(), List.of())));
        }
        return overrides.pinned().isPresent()
                ? Optional.of(pinned(state, overrides.pinned().getAsInt(), allowed, now))
                : Optional.empty();
    }

    private static CapacityPlanner.Outcome pinned(PlannerState state, int size, Sizes allowed, Instant now) {
        int current = state.taskManagers();
        Pinned cause = new Pinned(current, size, allowed.minTaskManagers(), allowed.maxTaskManagers());
        if (size == current) {
            return new CapacityPlanner.Outcome(state, new Hold(now, size, cause, Optional.empty(), List.of()));
        }
        List<Adjustment> adjustments = List.of(new Adjustment("pin", current, size, cause));
        return new CapacityPlanner.Outcome(
                state.rescaled(now, size), new Rescale(now, current, size, cause, Optional.empty(), adjustments));
    }
}
