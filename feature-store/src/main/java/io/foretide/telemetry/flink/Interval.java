package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Activity of a job between two snapshots within one attempt. Each subtask's rate is taken by its own clock. Pure. */
final class Interval {
    /** Counters read closer together than this are one and the same dump, or too coarse for a rate. */
    private static final double MIN_MILLIS = 100;

    /**
     * Flink adds a wait that still lasts to the idle or backpressured time only every 5 s; until then it counts as busy. So
     * ratios are taken over this long where possible, and over less, a subtask that took in nothing counts as waiting.
     */
    static final double RATIO_MILLIS = 10_000;

    /**
     * A Kafka reader learns how much waits only when it fetches, and with a backlog it fetches every few seconds; besides, the
     * batches on their way through the reader are counted neither as read nor as waiting. So while more waits than a second
     * brings, demand is taken over this long, and over less it is unknown.
     */
    static final double BACKLOG_MILLIS = 5_000;

    private final List<Pair> pairs;

    private record Pair(CounterSnapshot.Vertex vertex, Subtask before, Subtask after) {
        double of(ToDoubleFunction<Subtask> counter) {
            return counter.applyAsDouble(after) - counter.applyAsDouble(before);
        }

        double millis() {
            return of(Subtask::clockMillis);
        }
    }

    private Interval(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /** The interval between two snapshots; empty if they are not of one attempt or a counter ran backwards. */
    static Optional<Interval> between(CounterSnapshot before, CounterSnapshot after) {
        if (!before.attempt().equals(after.attempt())) {
            return Optional.empty();
        }
        List<Pair> pairs = new ArrayList<>();
        for (int v = 0; v < after.vertices().size(); v++) {
            CounterSnapshot.Vertex vertex = after.vertices().get(v);
            List<Subtask> earlier = before.vertices().get(v).subtasks();
            for (int s = 0; s < vertex.subtasks().size(); s++) {
                pairs.add(new Pair(vertex, earlier.get(s), vertex.subtasks().get(s)));
            }
        }
        return Optional.of(new Interval(pairs)).filter(Interval::runsForward);
    }

    private boolean runsForward() {
        return pairs.stream()
                .allMatch(pair -> pair.of(Subtask::recordsIn) >= 0
                        && pair.of(Subtask::idleMillis) >= 0
                        && pair.of(Subtask::backpressuredMillis) >= 0
                        && pair.millis() >= 0);
    }

    /** Whether every subtask's counters were read anew. */
    boolean isFresh() {
        return pairs.stream().allMatch(pair -> pair.millis() >= MIN_MILLIS);
    }

    double shortestMillis() {
        return pairs.stream().mapToDouble(Pair::millis).min().orElse(0);
    }

    /**
     * The metrics of this interval; empty while records wait and nobody can tell yet how many arrive.
     *
     * @param ratios an interval with the same end from which the ratios are taken
     * @param backlog an interval with the same end from which demand is taken while records wait
     * @param jobSecondsPerSecond how fast the job's clock runs
     */
    Optional<JobMetrics> metrics(Interval ratios, Interval backlog, double jobSecondsPerSecond) {
        Predicate<Pair> source = pair -> pair.vertex().source();
        double in = rate(source, Subtask::recordsIn);
        double lag = lag(Pair::after);
        boolean waits = Math.max(lag(Pair::before), lag) > in;
        if (waits && backlog.shortestMillis() < BACKLOG_MILLIS) {
            return Optional.empty();
        }
        boolean chained = pairs.stream()
                .noneMatch(pair -> pair.vertex().last() && !pair.vertex().source());
        Predicate<Pair> last =
                pair -> chained ? pair.vertex().source() : pair.vertex().last();
        Interval interval = waits ? backlog : this;
        double demand = Math.max(0, interval.rate(source, subtask -> subtask.recordsIn() + subtask.lagRecords()));
        return Optional.of(new JobMetrics(
                in / jobSecondsPerSecond,
                rate(last, Subtask::recordsIn) / jobSecondsPerSecond,
                ratios.busyRatio(),
                ratios.backpressuredRatio(),
                lag,
                demand / jobSecondsPerSecond));
    }

    private double lag(Function<Pair, Subtask> end) {
        return pairs.stream()
                .filter(pair -> pair.vertex().source())
                .mapToDouble(pair -> end.apply(pair).lagRecords())
                .sum();
    }

    /** Per second of real time. */
    private double rate(Predicate<Pair> which, ToDoubleFunction<Subtask> counter) {
        return pairs.stream()
                .filter(which)
                .mapToDouble(pair -> pair.of(counter) / pair.millis() * 1_000)
                .sum();
    }

    private double busyRatio() {
        return pairs.stream()
                .filter(pair -> !waits(pair))
                .mapToDouble(pair -> ratio(pair.of(Subtask::busyMillis), pair.millis()))
                .max()
                .orElse(0);
    }

    private static boolean waits(Pair pair) {
        return pair.millis() < RATIO_MILLIS && pair.of(Subtask::recordsIn) == 0;
    }

    private double backpressuredRatio() {
        double backpressured = 0;
        double all = 0;
        for (Pair pair : pairs) {
            if (pair.vertex().source()) {
                backpressured += pair.of(Subtask::backpressuredMillis);
                all += pair.millis();
            }
        }
        return ratio(backpressured, all);
    }

    private static double ratio(double part, double whole) {
        return Math.max(0, Math.min(1, part / whole));
    }
}
