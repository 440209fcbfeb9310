package io.foretide.telemetry.source;

import io.foretide.config.Key;
import io.foretide.config.Values;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.flink.FlinkRestSource;
import io.foretide.telemetry.kafka.KafkaOffsets;
import io.foretide.telemetry.kafka.KafkaTopics;
import java.util.List;
import java.util.Optional;

/**
 * The REST interface of the Flink where the job runs: the source of a configuration that names none.
 *
 * @param kafka who is asked if one source reports no lag
 */
public record FlinkTelemetry(Optional<KafkaTopics> kafka) implements TelemetrySettings {
    /** The word that chooses it. */
    public static final String TYPE = "flink";

    @Override
    public TelemetrySource open(TelemetryContext context) {
        return new FlinkRestSource(
                context.flink(),
                new FlinkRestSource.Settings(context.flinkJob(), context.job(), 1),
                kafka.map(KafkaOffsets::new));
    }

    @Override
    public List<String> problems() {
        return kafka.map(KafkaTopics::problems).orElse(List.of());
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
            return List.of(KafkaTopics.BLOCK);
        }

        @Override
        public TelemetrySettings read(Values values) {
            return new FlinkTelemetry(KafkaTopics.read(values));
        }

        @Override
        public int rank() {
            return 0;
        }
    }
}
