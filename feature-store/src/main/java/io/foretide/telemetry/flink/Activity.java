package io.foretide.telemetry.flink;

import io.foretide.telemetry.CappedVertex;
import io.foretide.telemetry.HotSubtask;
import io.foretide.telemetry.flink.Interval.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What one vertex did between two snapshots. Pure.
 *
 * @param vertex as it was at the end
 * @param pairs its subtasks that were there at both
 * @param waitedOutside what waited at the beginning, if others than the job have told that
 * @param arrivedPerSecond what arrived meanwhile, if others than the job have told that
 */
record Activity(
        CounterSnapshot.Vertex vertex,
        List<Pair> pairs,
        Optional<Double> waitedOutside,
        Optional<Double> arrivedPerSecond) {
    /**
     * Flink adds a wait that still lasts to the idle or backpressured time only every 5 s; until then it counts as busy. So
     * ratios are taken over this long where possible, and over less, a subtask that took in nothing counts as waiting.
     */
    static final double RATIO_MILLIS = 10_000;

    /** What works or waits for more of the time than this has no reserve. */
    static final double ALL_THE_TIME = 0.9;

    /** A reader holds some records that it has taken from a fetch and not yet counted as read: they are no news. */
    private static final double MAX_UNHEARD_SHARE = 0.5;

    /**
     * Vertices are compared over this long where possible, so that bursts average out, and so do the fetches of a reader that is
     * blocked: a minute, but for the jitter of a look a minute.
     */
    static final double STEADY_MILLIS = 55_000;

    /** Kafka's max.poll.records, unless a job sets another. */
    private static final double POLLED_RECORDS = 500;

    /** What arrives is told at each fetch: over so many of them an average is right but for a quarter. */
    private static final double MIN_POLLS = 4;

    /** So many records of each partition, such as markers of transactions, wait for ever without anybody being late. */
    private static final double WAITING_PER_PARTITION = 2;

    static Activity of(CounterSnapshot.Vertex before, CounterSnapshot.Vertex after) {
        List<Pair> pairs = new ArrayList<>();
        after.subtasks().forEach((number, subtask) -> {
            Subtask earlier = before.subtasks().get(number);
            if (earlier != null) {
                pairs.add(new Pair(earlier, subtask));
            }
        });
        return new Activity(
                after,
                List.copyOf(pairs),
                before.arrivals().map(Arrivals.Known::waiting),
                before.arrivals().flatMap(earlier -> after.arrivals().flatMap(later -> later.perSecondSince(earlier))));
    }

    /** Per second of real time. */
    double rate(ToDoubleFunction<Subtask> counter) {
        return pairs.stream()
                .mapToDouble(pair -> pair.of(counter) / pair.millis() * 1_000)
                .sum();
    }

    double lagAfter() {
        return vertex.arrivals()
                .map(Arrivals.Known::waiting)
                .orElseGet(() -> pairs.stream()
                        .mapToDouble(pair -> pair.after().lagRecords())
                        .sum());
    }

    double lagBefore() {
        return waitedOutside.orElseGet(() ->
                pairs.stream().mapToDouble(pair -> pair.before().lagRecords()).sum());
    }

    /** Whether what waits is no more than a few records a partition. */
    boolean isCaughtUp() {
        return lagAfter() <= WAITING_PER_PARTITION * vertex.partitions();
    }

    /** Whether it tells its lag, read nothing, and nothing waits. */
    boolean isQuiet() {
        return vertex.sourcesWithoutLag().isEmpty() && isCaughtUp() && rate(Subtask::recordsIn) == 0;
    }

    /** Busy share of the hottest subtask. */
    double busyRatio() {
        return busyRatios().max().orElse(0);
    }

    /** The hottest subtask beside the others; empty if there is only one. */
    Optional<HotSubtask> hotSubtask() {
        if (pairs.size() < 2) {
            return Optional.empty();
        }
        double hottest = busyRatio();
        double others = (busyRatios().sum() - hottest) / (pairs.size() - 1);
        return Optional.of(new HotSubtask(vertex.name(), hottest, Math.min(others, hottest)));
    }

    private DoubleStream busyRatios() {
        return pairs.stream().mapToDouble(pair -> waits(pair) ? 0 : ratio(pair.of(Subtask::busyMillis), pair.millis()));
    }

    private static boolean waits(Pair pair) {
        return pair.millis() < RATIO_MILLIS && pair.of(Subtask::recordsIn) == 0;
    }

    double backpressuredMillis() {
        return pairs.stream()
                .mapToDouble(pair -> pair.of(Subtask::backpressuredMillis))
                .sum();
    }

    double millis() {
        return pairs.stream().mapToDouble(Pair::millis).sum();
    }

    double backpressuredRatio() {
        return ratio(backpressuredMillis(), millis());
    }

    /** Whether no subtask has heard of records that arrive: a reader that fetches learns anew how much waits. */
    boolean fetchedNothing() {
        return pairs.stream().allMatch(Activity::fetchedNothing);
    }

    /** Whether it reads from outside, tells its lag, and waits for downstream nearly all the time. */
    boolean isBlocked() {
        return vertex.source()
                && vertex.sourcesWithoutLag().isEmpty()
                && vertex.arrivals().isEmpty()
                && backpressuredRatio() >= ALL_THE_TIME;
    }

    /** Whether its readers have fetched several times, as far as what they read tells: by default a fetch brings 500 at most. */
    boolean pollsOften() {
        return pairs.stream()
                .mapToDouble(pair -> pair.of(Subtask::recordsIn))
                .allMatch(read -> read == 0 || read >= MIN_POLLS * POLLED_RECORDS);
    }

    /** Whether a reader has read for the first time, with more still waiting: that had arrived before, nobody knows when. */
    boolean hasJustBegun() {
        return vertex.source()
                && pairs.stream()
                        .anyMatch(pair -> pair.before().recordsIn() == 0
                                && pair.after().lagRecords() > pair.after().recordsIn());
    }

    /** Between two fetches what waits only falls, by what the reader takes from the last one. */
    private static boolean fetchedNothing(Pair pair) {
        double waits = pair.of(Subtask::lagRecords);
        double read = pair.of(Subtask::recordsIn);
        return waits == 0 || (waits < 0 && read + waits <= MAX_UNHEARD_SHARE * read);
    }

    /** A vertex that works all the time and cannot have more subtasks. */
    Optional<CappedVertex> capped() {
        return worksAllTheTime() && pairs.size() >= vertex.maxParallelism()
                ? Optional.of(new CappedVertex(vertex.name(), vertex.maxParallelism(), busyRatio()))
                : Optional.empty();
    }

    boolean worksAllTheTime() {
        return busyRatio() >= ALL_THE_TIME && rate(Subtask::recordsIn) > 0;
    }

    static double ratio(double part, double whole) {
        return whole <= 0 ? 0 : Math.max(0, Math.min(1, part / whole));
    }
}
