package io.foretide.scaler.app.attack;

import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import java.util.Optional;

/** A target that takes every size. Thread-safe. */
final class HeldTarget implements ScalingTarget {
    private volatile int taskManagers;

    HeldTarget(int taskManagers) {
        this.taskManagers = taskManagers;
    }

    int taskManagers() {
        return taskManagers;
    }

    @Override
    public TargetSnapshot read() {
        return TargetSnapshot.of(taskManagers, Optional.empty());
    }

    @Override
    public Answer scaleTo(int wanted, TargetSnapshot seen) {
        taskManagers = wanted;
        return new Applied();
    }
}
