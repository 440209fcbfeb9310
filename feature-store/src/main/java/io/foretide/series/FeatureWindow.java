package io.foretide.series;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Aligned features of one job over a stretch of time, all of the same start, step and length. Immutable.
 *
 * <p>A window taken as of an instant ends with that instant's minute: it holds no value that was measured later.
 */
public final class FeatureWindow {
    private final Instant start;
    private final Duration step;
    private final int size;
    private final Map<String, TimeSeries> columns;

    /** A window over {@code columns} (feature name to series); each must begin at {@code start} and have the same size. */
    public FeatureWindow(Instant start, Duration step, int size, Map<String, TimeSeries> columns) {
        this.start = start;
        this.step = step;
        this.size = size;
        this.columns = new LinkedHashMap<>(columns);
        columns.forEach((name, series) -> {
            if (series.size() != size
                    || !series.start().equals(start)
                    || !series.step().equals(step)) {
                throw new IllegalArgumentException("feature " + name + " has " + series.size() + " steps from "
                        + series.start() + ": " + size + " steps from " + start + " are needed");
            }
        });
    }

    public Instant start() {
        return start;
    }

    public Duration step() {
        return step;
    }

    /** Steps in this window. */
    public int size() {
        return size;
    }

    public Instant timeAt(int index) {
        return start.plusMillis(step.toMillis() * index);
    }

    /** The instant this window is as of: its last step. */
    public Instant asOf() {
        return timeAt(size - 1);
    }

    /** Feature names, in the order in which they were stored. */
    public Iterable<String> features() {
        return columns.keySet();
    }

    /** The series of a feature, if the window has it. */
    public Optional<TimeSeries> find(String feature) {
        return Optional.ofNullable(columns.get(feature));
    }

    /** The series of a feature that must be there. */
    public TimeSeries column(String feature) {
        return find(feature)
                .orElseThrow(() -> new IllegalArgumentException(
                        "feature '" + feature + "' is not in the window; there are " + columns.keySet()));
    }

    /** This window with another series of a feature, or with one more feature. */
    public FeatureWindow with(String feature, TimeSeries series) {
        Map<String, TimeSeries> changed = new LinkedHashMap<>(columns);
        changed.put(feature, series);
        return new FeatureWindow(start, step, size, changed);
    }

    /** This window without the features of some groups; the demand stays. */
    public FeatureWindow without(Set<FeatureGroup> groups) {
        return without(feature -> groups.stream().anyMatch(group -> group.has(feature)));
    }

    /** This window without some features. */
    public FeatureWindow without(Predicate<String> features) {
        Map<String, TimeSeries> rest = new LinkedHashMap<>(columns);
        rest.keySet().removeIf(features);
        return new FeatureWindow(start, step, size, rest);
    }

    /** The part from index {@code from} (inclusive) to {@code to} (exclusive). */
    public FeatureWindow slice(int from, int to) {
        Map<String, TimeSeries> part = new LinkedHashMap<>();
        columns.forEach((name, series) -> part.put(name, series.slice(from, to)));
        return new FeatureWindow(timeAt(from), step, to - from, part);
    }
}
