package io.foretide.telemetry.signal;

import io.foretide.datasets.Trace;
import io.foretide.telemetry.SignalSource;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns of a trace as business or weather signals. Gives the latest measured row that was known at the instant asked for;
 * once that row is more than two steps old, its features are missing. Immutable and thread-safe.
 */
public final class TraceSignalSource implements SignalSource {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Trace trace;
    private final Duration knownAfter;
    private final boolean[] observed;
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
        this.observed = trace.observed();
        featureOfColumn.forEach((column, feature) -> {
            if (features.put(feature, trace.column(column)) != null) {
                throw new IllegalArgumentException(
                        "feature " + feature + " is given by two columns of " + trace.name() + ": one is allowed");
            }
        });
    }

    @Override
    public List<String> features() {
        return List.copyOf(features.keySet());
    }

    @Override
    public Map<String, Double> valuesAt(Instant now) {
        Instant latest = now.minus(knownAfter);
        Map<String, Double> values = new LinkedHashMap<>();
        if (latest.isBefore(trace.start())) {
            return values;
        }
        long steps = Duration.between(trace.start(), latest).dividedBy(trace.step());
        Instant oldest = latest.minus(trace.step().multipliedBy(2));
        for (int i = (int) Math.min(steps, trace.size() - 1);
                i >= 0 && !trace.timeAt(i).isBefore(oldest);
                i--) {
            if (observed[i]) {
                int row = i;
                features.forEach((feature, column) -> values.put(feature, column[row]));
                break;
            }
        }
        return values;
    }
}
