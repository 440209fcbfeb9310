package io.foretide.scaler.control;

import io.foretide.planner.decision.Cause;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A target that is only looked at: what is decided about it is a plan. Thread-safe. */
public record PlannedTarget(ScalingTarget target) implements ScalingTarget {
    private static final Cause WHY = ControlCause.Plain.PLAN_ONLY;

    @Override
    public TargetSnapshot read() throws IOException {
        TargetSnapshot snapshot = target.read();
        return new TargetSnapshot(
                snapshot.taskManagers(),
                Optional.of(snapshot.whyRecommended().orElse(WHY)),
                snapshot.overrides(),
                snapshot.pods(),
                snapshot.obstacle(),
                snapshot.changedBy(),
                snapshot.version(),
                snapshot.shape());
    }

    @Override
    public void keep(Map<String, Integer> parallelism) {
        target.keep(parallelism);
    }

    @Override
    public void keepApart(Map<String, Integer> parallelism) {
        target.keepApart(parallelism);
    }

    @Override
    public Answer scaleTo(int taskManagers, TargetSnapshot seen) {
        return new Refused(WHY);
    }
}
