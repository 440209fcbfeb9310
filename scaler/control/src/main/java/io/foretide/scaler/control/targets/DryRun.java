package io.foretide.scaler.control.targets;

import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.TargetKind;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.telemetry.flink.FlinkCluster;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Nothing is scaled.
 *
 * @param initialTaskManagers pretended at first; empty: as many as Flink has
 */
public record DryRun(OptionalInt initialTaskManagers) implements TargetSettings {
    private static final Key<Integer> TASK_MANAGERS =
            Key.derived("taskManagers", Codecs.count(), "what Flink has", "pretended at first");

    @Override
    public ScalingTarget open(TargetContext context) throws IOException {
        FlinkCluster flink = new FlinkCluster(context.flink().rest());
        DryRunTarget.Real real = () -> flink.overview().taskManagers();
        int first = initialTaskManagers.isPresent() ? initialTaskManagers.getAsInt() : Math.max(1, real.taskManagers());
        return new DryRunTarget(first, real);
    }

    /** {@code dry-run}: says what it would do. */
    public static final class Kind implements TargetKind {
        @Override
        public String type() {
            return "dry-run";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(TASK_MANAGERS);
        }

        @Override
        public TargetSettings read(Values values) {
            return new DryRun(values.count(TASK_MANAGERS));
        }

        @Override
        public int rank() {
            return 0;
        }
    }
}
