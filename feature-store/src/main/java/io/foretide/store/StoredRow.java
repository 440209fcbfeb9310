package io.foretide.store;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** One version of one minute, as stored: minutes and milliseconds count from the epoch. Immutable. */
final class StoredRow {
    static final Duration STEP = Duration.ofMinutes(1);

    private final long minute;
    private final long recordedAt;
    private final Schema schema;
    private final double[] values;

    /** Takes over {@code values}: one per name of the schema; NaN is missing. */
    StoredRow(long minute, long recordedAt, Schema schema, double[] values) {
        this.minute = minute;
        this.recordedAt = recordedAt;
        this.schema = schema;
        this.values = values;
    }

    long minute() {
        return minute;
    }

    long recordedAt() {
        return recordedAt;
    }

    Schema schema() {
        return schema;
    }

    double value(int position) {
        return values[position];
    }

    /** The value of a feature; NaN is missing. */
    double value(String feature) {
        OptionalInt position = schema.position(feature);
        return position.isPresent() ? values[position.getAsInt()] : Double.NaN;
    }

    /** A copy of its values, one per name of the schema. */
    double[] values() {
        return values.clone();
    }

    static long minuteOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60L);
    }

    static Instant timeOf(long minute) {
        return Instant.ofEpochSecond(minute * 60);
    }

    /** The latest recording time, in milliseconds, that a window ending with {@code minute} may show. */
    static long visibleUntil(long minute) {
        return timeOf(minute).plus(STEP).toEpochMilli();
    }
}
