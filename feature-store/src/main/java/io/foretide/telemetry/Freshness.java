package io.foretide.telemetry;

import java.util.Optional;

/**
 * How old what a job emits is, by the clocks of its machines. Immutable.
 *
 * @param eventTime age of what the source that is furthest behind emits
 * @param watermark by how much the slowest watermark of the job is behind the clock
 */
public record Freshness(Age eventTime, Age watermark) {
    /** Flink's name of the age of what a source emits. */
    public static final String EVENT_TIME_METRIC = "currentEmitEventTimeLag";

    /** Flink's name of how far a source's watermark is behind. */
    public static final String WATERMARK_METRIC = "watermarkLag";

    /** Nothing is told of it. */
    public static final Freshness UNKNOWN = new Freshness(untold(EVENT_TIME_METRIC), untold(WATERMARK_METRIC));

    /** An age, or why there is none. */
    public sealed interface Age {
        /** It is so many seconds of the job's clock; at least 0. */
        record Known(double seconds) implements Age {}

        /** Somebody who should tell does not. */
        record Unknown(MetricsGap.Missing gap) implements Age {}
    }

    private static Age untold(String metric) {
        return new Age.Unknown(new MetricsGap.Missing("the telemetry", Optional.empty(), metric));
    }
}
