package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.MetricsGap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;

/** Metrics of a job from its counters, which are read again and again, whoever tells them. Not thread-safe. */
final class Measurement {
    private final double jobSecondsPerSecond;

    /** Complete, fresh snapshots of the running attempt, oldest first; no more than is compared. */
    private final Deque<CounterSnapshot> snapshots = new ArrayDeque<>();

    /** The last complete snapshot before the sources were blocked, while they are: what arrives since then is not known yet. */
    private Optional<CounterSnapshot> beforeStall = Optional.empty();

    /** Whether what blocked the sources worked all the time, so that it shows what it can do. */
    private boolean worked;

    /** {@code jobSecondsPerSecond}: how many seconds pass on the job's clock in a real one. */
    Measurement(double jobSecondsPerSecond) {
        this.jobSecondsPerSecond = jobSecondsPerSecond;
    }

    /** Whether all counters were read anew since those before. */
    boolean isNew(CounterSnapshot snapshot) {
        return since(snapshot).filter(interval -> !interval.isFresh()).isEmpty();
    }

    /** What the counters, which are new, tell since those before; what has grown by more than can be is not remembered. */
    FlinkRestSource.Look take(CounterSnapshot snapshot) {
        Optional<Interval> latest = since(snapshot);
        Optional<MetricsGap.Impossible> impossible = latest.flatMap(Interval::impossible);
        if (impossible.isPresent()) {
            return new FlinkRestSource.Look(Optional.empty(), impossible.map(gap -> (MetricsGap) gap));
        }
        if (latest.isEmpty() || latest.get().vertices().stream().anyMatch(Activity::hasJustBegun)) {
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
        Interval ratios = spanning(Activity.RATIO_MILLIS, snapshot);
        Interval steady = spanning(Activity.STEADY_MILLIS, snapshot);
        Predicate<Interval> longEnough = interval -> interval.shortestMillis()
                >= (pollsSeldom(interval, ratios) ? Activity.STEADY_MILLIS : Flows.BACKLOG_MILLIS);
        Interval backlog = beforeStall
                .flatMap(before -> Interval.between(before, snapshot))
                .filter(longEnough)
                .orElseGet(() -> spanning(longEnough, snapshot));
        Flows flows = new Flows(beforeStall.isPresent() ? backlog : latest, ratios, steady, backlog);
        Optional<MetricsGap.Blocked> blocked = flows.blocked();
        if (blocked.isPresent()) {
            worked = blocked.get().works() && (worked || beforeStall.isEmpty());
            if (beforeStall.isEmpty()) {
                beforeStall =
                        Optional.of(start(interval -> interval.shortestMillis() >= Activity.RATIO_MILLIS, snapshot));
            }
        }
        return look(flows, blocked, snapshot);
    }

    /** Whether a source that is blocked has not fetched often enough in an interval to tell what arrived in it. */
    private static boolean pollsSeldom(Interval interval, Interval ratios) {
        return ratios.vertices().stream()
                .filter(Activity::isBlocked)
                .anyMatch(source -> !interval.like(source).pollsOften());
    }

    private FlinkRestSource.Look look(Flows flows, Optional<MetricsGap.Blocked> blocked, CounterSnapshot snapshot) {
        while (snapshots.size() > 1
                && spans(snapshots.stream().skip(1).findFirst().orElseThrow(), snapshot)) {
            snapshots.removeFirst();
        }
        snapshots.addLast(snapshot);
        if (blocked.isPresent() || flows.isTooShort()) {
            return new FlinkRestSource.Look(
                    Optional.empty(), blocked.map(gap -> (MetricsGap) gap.onClock(jobSecondsPerSecond)));
        }
        JobMetrics metrics = flows.metrics(jobSecondsPerSecond);
        boolean stoodStill = beforeStall.isPresent() && !worked;
        beforeStall = Optional.empty();
        if (stoodStill) {
            begin(snapshot);
        }
        return new FlinkRestSource.Look(Optional.of(stoodStill ? metrics.withoutRate() : metrics), Optional.empty());
    }

    /** The shortest interval of at least {@code millis} that ends with a snapshot, or else the longest. */
    private Interval spanning(double millis, CounterSnapshot snapshot) {
        return spanning(interval -> interval.shortestMillis() >= millis, snapshot);
    }

    /** The shortest interval that is long enough and ends with a snapshot, or else the longest. */
    private Interval spanning(Predicate<Interval> isLongEnough, CounterSnapshot snapshot) {
        return Interval.between(start(isLongEnough, snapshot), snapshot).orElseThrow();
    }

    private CounterSnapshot start(Predicate<Interval> isLongEnough, CounterSnapshot snapshot) {
        CounterSnapshot start = snapshots.getLast();
        for (Iterator<CounterSnapshot> earlier = snapshots.descendingIterator(); earlier.hasNext(); ) {
            CounterSnapshot next = earlier.next();
            Optional<Interval> interval = Interval.between(next, snapshot);
            if (interval.isEmpty()) {
                return start;
            }
            start = next;
            if (isLongEnough.test(interval.get())) {
                return start;
            }
        }
        return start;
    }

    private static boolean spans(CounterSnapshot from, CounterSnapshot to) {
        return Interval.between(from, to)
                .filter(interval -> interval.shortestMillis() >= Activity.STEADY_MILLIS)
                .isPresent();
    }
}
