package io.foretide.telemetry.source;

import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.flink.FlinkRestSource;
import java.util.List;

/** The REST interface of the Flink where the job runs: the source of a configuration that names none. */
public record FlinkTelemetry() implements TelemetrySettings {
    /** The word that chooses it. */
    public static final String TYPE = "flink";

    @Override
    public TelemetrySource open(TelemetryContext context) {
        return new FlinkRestSource(context.flink(), new FlinkRestSource.Settings(context.flinkJob(), context.job(), 1));
    }

    @Override
    public boolean isFlink() {
        return true;
    }

    /** {@code flink}. */
    public static final class Kind implements TelemetryKind {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public List<Key<?>> keys() {
            return List.of();
        }

        @Override
        public TelemetrySettings read(Values values) {
            return new FlinkTelemetry();
        }

        @Override
        public int rank() {
            return 0;
        }
    }
}
