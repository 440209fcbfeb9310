package io.foretide.telemetry.signal;

import io.foretide.datasets.IssuedTrace;
import io.foretide.forecast.Horizon;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Values that were told ahead, such as weather forecasts, as features: each as it is, as it will be in the middle of the
 * horizon, and as it will be at its end, all as known at the instant asked for. So models see what is to come as a feature of
 * the minute in which it was known, and what is issued later cannot change it. Immutable and thread-safe.
 */
public final class IssuedSignalSource implements FileSignals {
    private static final List<Duration> AHEAD =
            List.of(Horizon.DEFAULT.length().dividedBy(2), Horizon.DEFAULT.length());

    private final IssuedTrace trace;
    private final Map<String, Ahead> features = new LinkedHashMap<>();

    /** How far ahead of the instant asked for a feature looks in a column. */
    private record Ahead(String column, Duration by) {}

    /**
     * Features of what was told ahead.
     *
     * @param featureOfColumn columns of the trace to names
     * @throws IllegalArgumentException if two of them give the same feature
     */
    public IssuedSignalSource(IssuedTrace trace, Map<String, String> featureOfColumn) {
        this.trace = trace;
        featureOfColumn.forEach((column, feature) -> {
            SignalName.addOnce(features, feature, new Ahead(column, Duration.ZERO), trace.name());
            AHEAD.forEach(by -> SignalName.addOnce(features, ahead(feature, by), new Ahead(column, by), trace.name()));
        });
    }

    /** The names of the features that come of one name: now, and in so many minutes. */
    public static List<String> features(String feature) {
        return Stream.concat(Stream.of(feature), AHEAD.stream().map(by -> ahead(feature, by)))
                .toList();
    }

    private static String ahead(String feature, Duration by) {
        return feature + "_in_" + by.toMinutes() + "_minutes";
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
        features.forEach((feature, ahead) -> trace.valueAt(ahead.column(), now.plus(ahead.by()), now)
                .ifPresent(value -> values.put(feature, value)));
        return values;
    }

    @Override
    public Map<String, Instant> timesAt(Instant now) {
        Map<String, Instant> times = new LinkedHashMap<>();
        features.forEach((feature, ahead) ->
                trace.issuedAt(ahead.column(), now.plus(ahead.by()), now).ifPresent(time -> times.put(feature, time)));
        return times;
    }
}
