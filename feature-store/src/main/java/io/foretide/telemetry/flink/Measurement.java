package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.MetricsGap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Metrics of a job from its counters, which are read again and again, whoever tells them. Not thread-safe. */
final class Measurement {
    private final double jobSecondsPerSecond;

    /** Complete, fresh snapshots of the running attempt, oldest first; no more than the ratios need. */
    private final Deque<CounterSnapshot> snapshots = new ArrayDeque<>();

    /** The last complete snapshot before the sources were blocked, while they are: what arrives since then is not known yet. */
    private Optional<CounterSnapshot> beforeStall = Optional.empty();

    /** {@code jobSecondsPerSecond}: how many seconds pass on the job's clock in a real one. */
    Measurement(double jobSecondsPerSecond) {
        this.jobSecondsPerSecond = jobSecondsPerSecond;
    }

    /** Whether all counters were read anew since those before. */
    boolean isNew(CounterSnapshot snapshot) {
        return since(snapshot).filter(interval -> !interval.isFresh()).isEmpty();
    }

    /** What the counters, which are new, tell since those before. */
    FlinkRestSource.Look take(CounterSnapshot snapshot) {
        Optional<Interval> latest = since(snapshot);
        if (latest.isEmpty()) {
            begin(snapshot);
            return FlinkRestSource.Look.NOTHING;
        }
        return measure(latest.get(), snapshot);
    }

    private Optional<Interval> since(CounterSnapshot snapshot) {
        return snapshots.isEmpty() ? Optional.empty() : Interval.between(snapshots.getLast(), snapshot);
    }

    /** Nothing of what was read counts any more: the job has begun anew, or does not run. */
    void forget() {
        snapshots.clear();
        beforeStall = Optional.empty();
    }

    private void begin(CounterSnapshot snapshot) {
        forget();
        snapshots.add(snapshot);
    }

    private FlinkRestSource.Look measure(Interval latest, CounterSnapshot snapshot) {
        Interval ratios = spanning(Activity.RATIO_MILLIS, snapshot).orElse(latest);
        Interval backlog = beforeStall
                .flatMap(before -> Interval.between(before, snapshot))
                .or(() -> spanning(Flows.BACKLOG_MILLIS, snapshot))
                .orElse(latest);
        Flows flows = new Flows(beforeStall.isPresent() ? backlog : latest, ratios, backlog);
        Optional<MetricsGap> blocked = flows.blocked();
        if (blocked.isPresent() && beforeStall.isEmpty()) {
            beforeStall = Optional.of(snapshots.getFirst());
        }
        while (snapshots.size() > 1
                && spans(snapshots.stream().skip(1).findFirst().orElseThrow(), snapshot)) {
            snapshots.removeFirst();
        }
        snapshots.addLast(snapshot);
        if (blocked.isPresent() || flows.isTooShort()) {
            return new FlinkRestSource.Look(Optional.empty(), blocked);
        }
        JobMetrics metrics = flows.metrics(jobSecondsPerSecond);
        boolean wasBlocked = beforeStall.isPresent();
        beforeStall = Optional.empty();
        return new FlinkRestSource.Look(Optional.of(wasBlocked ? metrics.withoutRate() : metrics), Optional.empty());
    }

    /** The shortest interval of at least {@code millis} that ends with a snapshot, or else the longest. */
    private Optional<Interval> spanning(double millis, CounterSnapshot snapshot) {
        Optional<Interval> best = Optional.empty();
        for (Iterator<CounterSnapshot> earlier = snapshots.descendingIterator(); earlier.hasNext(); ) {
            best = Interval.between(earlier.next(), snapshot);
            if (best.isEmpty() || best.get().shortestMillis() >= millis) {
                return best;
            }
        }
        return best;
    }

    private static boolean spans(CounterSnapshot from, CounterSnapshot to) {
        return Interval.between(from, to)
                .filter(interval -> interval.shortestMillis() >= Activity.RATIO_MILLIS)
                .isPresent();
    }
}
