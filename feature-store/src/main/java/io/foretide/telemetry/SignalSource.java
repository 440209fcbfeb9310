package io.foretide.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Business, calendar and external signals that accompany a job: features that Flink does not know. Thread-safe.
 *
 * <p>A source of your own is a public class with a public constructor without arguments, in a jar on the class path whose file
 * {@code META-INF/services/io.foretide.telemetry.SignalSource} names it. Models use every feature whose name is not one of
 * Foretide's own.
 */
public interface SignalSource {
    /** The features this source can give, in a fixed order. */
    List<String> features();

    /**
     * Values known at {@code now}; a feature without a value then is absent from the map.
     *
     * @param now the minute asked for, by the job's clock; nothing later may shine through
     */
    Map<String, Double> valuesAt(Instant now);

    /**
     * The instants of {@link #valuesAt}, by feature: when a value was measured or told. What is true of the minute itself, as a
     * calendar is, is absent.
     */
    default Map<String, Instant> timesAt(Instant now) {
        return Map.of();
    }

    /** What keeps this source from being looked at, a sentence without a secret; empty while nothing does. */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}
