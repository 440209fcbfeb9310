package io.foretide.scaler.control;

import io.foretide.planner.decision.Cause;
import java.io.IOException;
import java.util.Optional;

/** A target that is only looked at: what is decided about it is a plan. Thread-safe. */
public record PlannedTarget(ScalingTarget target) implements ScalingTarget {
    private static final Cause WHY = new ControlCause.PlanOnly();

    @Override
    public TargetLook look() throws IOException {
        TargetLook look = target.look();
        return new TargetLook(
                look.taskManagers(),
                Optional.of(look.withheld().orElse(WHY)),
                look.overrides(),
                look.pods(),
                look.obstacle(),
                look.changedBy(),
                look.version());
    }

    @Override
    public Answer scaleTo(int taskManagers, TargetLook seen) {
        return new Refused(WHY);
    }
}
