package io.foretide.scaler.control.targets;

import io.foretide.config.Codecs;
import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetContext;
import io.foretide.scaler.control.TargetKind;
import io.foretide.scaler.control.TargetSettings;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Checks;
import java.util.List;

/**
 * The resource requirements of a job whose adaptive scheduler is not in Reactive Mode.
 *
 * @param leave names or ids of vertices whose parallelism is not changed
 */
public record RescaleApi(Mode mode, List<String> leave) implements TargetSettings {
    private static final Key<List<String>> LEAVE = Key.of(
            "leave",
            Codecs.list(
                    Codecs.text("the name or the id of a vertex, e.g. 'Sink: ordered'"),
                    "a list of names or ids of vertices"),
            List.of(),
            "vertices whose parallelism stays as it is, besides those that differ from the others");

    public RescaleApi {
        leave = List.copyOf(leave);
    }

    @Override
    public ScalingTarget open(TargetContext context) {
        return new RescaleApiTarget(
                context.flink().control(), this, context.slotsPerTaskManager(), context.maxTaskManagers());
    }

    @Override
    public boolean isReactive() {
        return false;
    }

    @Override
    public List<Check> checks(TargetContext context) {
        Checks checks = new Checks("Target");
        checks.ask("resource requirements", () -> new RescaleApiChecks(this, context).find());
        return checks.all();
    }

    /** {@code rescale-api}. */
    public static final class Kind implements TargetKind {
        @Override
        public String type() {
            return "rescale-api";
        }

        @Override
        public List<Key<?>> keys() {
            return List.of(Mode.KEY, LEAVE);
        }

        @Override
        public TargetSettings read(Values values) {
            return new RescaleApi(values.get(Mode.KEY), values.get(LEAVE));
        }

        @Override
        public int rank() {
            return 4;
        }
    }
}
