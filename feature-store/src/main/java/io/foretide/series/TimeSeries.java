package io.foretide.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Values at a regular step, each with its quality. Immutable.
 *
 * <p>Where the quality is {@link Quality#MISSING} the value is NaN and {@link #value} refuses to give it.
 */
public final class TimeSeries {
    private final Instant start;
    private final Duration step;
    private final double[] values;
    private final Quality[] quality;

    private TimeSeries(Instant start, Duration step, double[] values, Quality[] quality) {
        this.start = start;
        this.step = step;
        this.values = values;
        this.quality = quality;
    }

    /** A series whose NaN values are missing and whose other values were observed. */
    public static TimeSeries ofObserved(Instant start, Duration step, double[] values) {
        Quality[] quality = new Quality[values.length];
        for (int i = 0; i < values.length; i++) {
            quality[i] = Double.isNaN(values[i]) ? Quality.MISSING : Quality.OBSERVED;
        }
        return new TimeSeries(start, step, values.clone(), quality);
    }

    /** This series with every gap after the first value filled by the value before it, marked as interpolated. */
    public TimeSeries carriedForward() {
        double[] filled = values.clone();
        Quality[] marks = quality.clone();
        for (int i = 1; i < filled.length; i++) {
            if (marks[i] == Quality.MISSING && marks[i - 1] != Quality.MISSING) {
                filled[i] = filled[i - 1];
                marks[i] = Quality.INTERPOLATED;
            }
        }
        return new TimeSeries(start, step, filled, marks);
    }

    /** The part from index {@code from} (inclusive) to {@code to} (exclusive). */
    public TimeSeries slice(int from, int to) {
        return new TimeSeries(
                timeAt(from), step, Arrays.copyOfRange(values, from, to), Arrays.copyOfRange(quality, from, to));
    }

    public int size() {
        return values.length;
    }

    public Instant start() {
        return start;
    }

    public Duration step() {
        return step;
    }

    public Instant timeAt(int index) {
        return start.plusMillis(step.toMillis() * index);
    }

    public Quality quality(int index) {
        return quality[index];
    }

    public boolean isMissing(int index) {
        return quality[index] == Quality.MISSING;
    }

    /** The value at {@code index}; missing values have none. */
    public double value(int index) {
        if (quality[index] == Quality.MISSING) {
            throw new IllegalStateException("the value at " + timeAt(index) + " is missing");
        }
        return values[index];
    }

    /** A copy of all values for numeric work; NaN where missing. */
    public double[] toArray() {
        return values.clone();
    }

    /** Number of observed values. */
    public int observed() {
        int count = 0;
        for (Quality q : quality) {
            count += q == Quality.OBSERVED ? 1 : 0;
        }
        return count;
    }
}
