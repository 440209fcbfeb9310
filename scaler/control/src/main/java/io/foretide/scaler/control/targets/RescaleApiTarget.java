package io.foretide.scaler.control.targets;

import io.foretide.scaler.control.ControlCause;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.telemetry.flink.FlinkControl;
import java.io.IOException;

/**
 * A job whose adaptive scheduler is not in Reactive Mode: its resource requirements say how many slots it takes, and the
 * cluster, or its own resource manager, has or gets the TaskManagers. Thread-safe.
 */
public final class RescaleApiTarget implements ScalingTarget {
    private final FlinkControl flink;
    private final Mode mode;
    private final int slotsPerTaskManager;

    public RescaleApiTarget(FlinkControl flink, Mode mode, int slotsPerTaskManager) {
        this.flink = flink;
        this.mode = mode;
        this.slotsPerTaskManager = slotsPerTaskManager;
    }

    @Override
    public TargetSnapshot read() throws IOException {
        return TargetSnapshot.of(
                (flink.upperBound() + slotsPerTaskManager - 1) / slotsPerTaskManager, mode.whyRecommended());
    }

    @Override
    public Answer scaleTo(int taskManagers, TargetSnapshot seen) {
        try {
            int now = read().taskManagers();
            if (now != seen.taskManagers()) {
                return new Refused(new ControlCause.ParallelismChanged(now));
            }
            flink.setUpperBound(taskManagers * slotsPerTaskManager);
            return new Applied();
        } catch (IOException e) {
            return new Failed(new ControlCause.RequestFailed(String.valueOf(e.getMessage())));
        }
    }
}
