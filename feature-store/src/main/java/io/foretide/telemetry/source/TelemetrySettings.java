package io.foretide.telemetry.source;

import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.kafka.KafkaTopics;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A source of a job's metrics, as a configuration says it. Immutable. */
@FunctionalInterface
public interface TelemetrySettings {
    /**
     * Opens the source, which is asked once a tick. One that is {@link AutoCloseable} is closed with the service.
     *
     * @throws IOException if something it needs does not answer
     */
    TelemetrySource open(TelemetryContext context) throws IOException;

    /** Whether it is Flink who measures, so that the job's sources have to report what waits there. */
    default boolean isFlink() {
        return false;
    }

    /** Who is asked if one of the job's sources reports no lag. */
    default Optional<KafkaTopics> kafka() {
        return Optional.empty();
    }

    /** Everything that is wrong with files that it names, each by its key and what it must be. Reads them. */
    default List<String> problems() {
        return List.of();
    }
}
