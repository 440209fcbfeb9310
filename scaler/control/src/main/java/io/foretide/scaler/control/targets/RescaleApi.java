package io.foretide.scaler.control.targets;

import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.TargetKind;
import io.foretide.scaler.control.TargetSettings;
import java.util.List;

/** The resource requirements of a job whose adaptive scheduler is not in Reactive Mode. */
public record RescaleApi(Mode mode) implements TargetSettings {
    @Override
    public ScalingTarget open(TargetContext context) {
        return new RescaleApiTarget(context.flink().control(), mode, context.slotsPerTaskManager());
    }

    @Override
    public boolean isReactive() {
        return false;
    }

    /** {@code rescale-api}. */
    public static final class Kind implements TargetKind {
        @Override
        public String type() {
            return "rescale-api";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(Mode.KEY);
        }

        @Override
        public TargetSettings read(Values values) {
            return new RescaleApi(values.get(Mode.KEY));
        }

        @Override
        public int rank() {
            return 4;
        }
    }
}
