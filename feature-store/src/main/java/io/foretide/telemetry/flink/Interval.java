package io.foretide.telemetry.flink;

import io.foretide.series.Limits;
import io.foretide.telemetry.MetricsGap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Counters of a job at two snapshots within one attempt. Each subtask's rate is taken by its own clock. Pure. */
final class Interval {
    /** Counters read closer together than this are one and the same dump, or too coarse for a rate. */
    private static final double MIN_MILLIS = 100;

    private final List<Activity> vertices;

    private Interval(List<Activity> vertices) {
        this.vertices = List.copyOf(vertices);
    }

    /** Two readings of one subtask. */
    record Pair(Subtask before, Subtask after) {
        double of(ToDoubleFunction<Subtask> counter) {
            return counter.applyAsDouble(after) - counter.applyAsDouble(before);
        }

        double millis() {
            return of(Subtask::clockMillis);
        }

        private boolean runsForward() {
            return of(Subtask::recordsIn) >= 0
                    && of(Subtask::recordsOut) >= 0
                    && of(Subtask::idleMillis) >= 0
                    && of(Subtask::backpressuredMillis) >= 0
                    && millis() >= 0;
        }
    }

    /** The interval between two snapshots; empty if they are not of one attempt or a counter ran backwards. */
    static Optional<Interval> between(CounterSnapshot before, CounterSnapshot after) {
        if (!before.attempt().equals(after.attempt())) {
            return Optional.empty();
        }
        List<Activity> vertices = new ArrayList<>();
        for (CounterSnapshot.Vertex vertex : after.vertices()) {
            before.vertices().stream()
                    .filter(earlier -> earlier.id().equals(vertex.id()))
                    .findFirst()
                    .map(earlier -> Activity.of(earlier, vertex))
                    .filter(activity -> !activity.pairs().isEmpty())
                    .ifPresent(vertices::add);
        }
        return Optional.of(new Interval(vertices))
                .filter(interval -> interval.pairs().stream().allMatch(Pair::runsForward));
    }

    /** What has grown by more than can be, if something has: then the newer snapshot is a bad look. */
    Optional<MetricsGap.Impossible> impossible() {
        return vertices.stream()
                .flatMap(activity -> impossible(activity).stream())
                .findFirst();
    }

    private static Optional<MetricsGap.Impossible> impossible(Activity activity) {
        String name = activity.vertex().name();
        for (Pair pair : activity.pairs()) {
            double most =
                    pair.before().recordsIn() + seconds(pair.millis()) * Limits.MAX_RECORDS_PER_SECOND_PER_SUBTASK;
            if (pair.after().recordsIn() > most) {
                return Optional.of(new MetricsGap.Impossible(
                        name,
                        Optional.empty(),
                        SourceOperator.RECORDS_IN,
                        pair.after().recordsIn(),
                        most));
            }
        }
        double longest =
                activity.pairs().stream().mapToDouble(Pair::millis).max().orElse(0);
        double most = activity.lagBefore() + seconds(longest) * Limits.MAX_RECORDS_PER_SECOND;
        return activity.vertex().source() && activity.lagAfter() > most
                ? Optional.of(new MetricsGap.Impossible(
                        name, Optional.empty(), SourceOperator.PENDING, activity.lagAfter(), most))
                : Optional.empty();
    }

    /** Of an interval, and of what its counters may have been read apart. */
    private static double seconds(double millis) {
        return millis / 1_000 + VertexReader.APART_SECONDS;
    }

    List<Activity> vertices() {
        return vertices;
    }

    /** What a vertex did in this interval. */
    Activity like(Activity other) {
        return vertices.stream()
                .filter(vertex -> vertex.vertex().id().equals(other.vertex().id()))
                .findFirst()
                .orElse(other);
    }

    private List<Pair> pairs() {
        return vertices.stream().flatMap(vertex -> vertex.pairs().stream()).toList();
    }

    /** Whether every subtask's counters were read anew. */
    boolean isFresh() {
        return pairs().stream().allMatch(pair -> pair.millis() >= MIN_MILLIS);
    }

    double shortestMillis() {
        return pairs().stream().mapToDouble(Pair::millis).min().orElse(0);
    }
}
