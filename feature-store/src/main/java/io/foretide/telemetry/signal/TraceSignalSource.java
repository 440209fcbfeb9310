package io.foretide.telemetry.signal;

import io.foretide.datasets.Trace;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Columns of a trace as business or weather signals. Gives the latest measured value that was known at the instant asked for;
 * once its row is more than two steps old, the feature is missing. Immutable and thread-safe.
 */
public final class TraceSignalSource implements FileSignals {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Trace trace;
    private final Duration knownAfter;
    /** NaN where a row has no value. */
    private final Map<String, double[]> features = new LinkedHashMap<>();

    /** When a row of the trace became known. */
    public enum Known {
        /** At its time: a reading of an instrument. */
        AT_ITS_TIME,
        /** Once its step was over: a count or mean of the whole step, such as transactions per hour. */
        AFTER_ITS_STEP
    }

    /**
     * @param featureOfColumn trace column to feature name
     * @throws IllegalArgumentException if the trace lacks a column
     */
    public TraceSignalSource(Trace trace, Known known, Map<String, String> featureOfColumn) {
        this.trace = trace;
        // A feature of a minute is asked for with the minute's beginning and measured by its end.
        Duration step = Durations.isLonger(trace.step(), MINUTE) ? trace.step().minus(MINUTE) : Duration.ZERO;
        this.knownAfter = known == Known.AFTER_ITS_STEP ? step : Duration.ZERO;
        featureOfColumn.forEach(
                (column, feature) -> SignalName.addOnce(features, feature, known(trace, column), trace.name()));
    }

    /** The values, NaN where there is none. */
    private static double[] known(Trace trace, String column) {
        double[] values = trace.column(column);
        boolean[] observed = trace.observed(column);
        for (int i = 0; i < values.length; i++) {
            values[i] = observed[i] ? values[i] : Double.NaN;
        }
        return values;
    }

    @Override
    public String description() {
        return "signals: " + trace.description() + ", features " + String.join(", ", features.keySet());
    }

    @Override
    public List<String> features() {
        return List.copyOf(features.keySet());
    }

    @Override
    public Map<String, Double> valuesAt(Instant now) {
        Map<String, Double> values = new LinkedHashMap<>();
        features.forEach((feature, column) -> rowAt(now, column).ifPresent(row -> values.put(feature, column[row])));
        return values;
    }

    @Override
    public Map<String, Instant> timesAt(Instant now) {
        Map<String, Instant> times = new LinkedHashMap<>();
        features.forEach(
                (feature, column) -> rowAt(now, column).ifPresent(row -> times.put(feature, trace.timeAt(row))));
        return times;
    }

    /** The newest row that was known and has a value, unless it is more than two steps old. */
    private OptionalInt rowAt(Instant now, double[] column) {
        Instant latest = now.minus(knownAfter);
        if (latest.isBefore(trace.start())) {
            return OptionalInt.empty();
        }
        long steps = Duration.between(trace.start(), latest).dividedBy(trace.step());
        Instant oldest = latest.minus(trace.step().multipliedBy(2));
        int row = (int) Math.min(steps, trace.size() - 1);
        while (row >= 0 && Double.isNaN(column[row]) && !trace.timeAt(row).isBefore(oldest)) {
            row--;
        }
        return row >= 0 && !trace.timeAt(row).isBefore(oldest) ? OptionalInt.of(row) : OptionalInt.empty();
    }
}
