package io.foretide.scaler.control.targets;

import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;

/** Takes every request and changes nothing: what Foretide would do, without the risk. */
public final class DryRunTarget implements ScalingTarget {
    private volatile int taskManagers;

    /** A target that pretends to have {@code taskManagers} at first. */
    public DryRunTarget(int taskManagers) {
        this.taskManagers = taskManagers;
    }

    @Override
    public TargetSnapshot read() {
        return TargetSnapshot.of(taskManagers);
    }

    @Override
    public Answer scaleTo(int wanted, TargetSnapshot seen) {
        taskManagers = wanted;
        return new Applied();
    }
}
