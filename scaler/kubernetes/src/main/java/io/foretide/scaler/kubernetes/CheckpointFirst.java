package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.telemetry.flink.FlinkControl;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Takes a checkpoint before a scale down, so that the restart repeats next to nothing; without one nothing is scaled down. */
public final class CheckpointFirst implements BeforeShrink {
    private static final Duration AT_MOST = Duration.ofSeconds(45);

    private final FlinkControl flink;

    public CheckpointFirst(FlinkControl flink) {
        this.flink = flink;
    }

    @Override
    public Optional<Cause> prepare(int fewer, String selector) throws IOException {
        return flink.checkpoint(AT_MOST).map(KubernetesCause.NoCheckpoint::new);
    }
}
