package io.foretide.telemetry.flink;

import io.foretide.telemetry.HotSubtask;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.MetricsGap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Load and bottleneck of a job, from what its vertices did. The idea is DS2's (Kalavri et al., "Three steps is all you need",
 * OSDI 2018): what a vertex has to take in follows from what arrives at the sources that feed it.
 *
 * <pre>
 * demand(s)   = records in + change of lag, of a source s that tells its lag
 *             = records in * (1 + backpressured share), of one that does not
 *             = growth of the end offsets, of one that does not but whose Kafka was asked
 * growth(s)   = demand(s) / records in(s)
 * growth(v)   = sum over the vertices f that feed v of (records out(f) * growth(f)) / records in(v), so that a buffer which
 *               fills or empties does not count as load, where f feeds nothing else and both count; over less than a
 *               minute, what is handed on counts as taken in
 *               else mean growth of the vertices that feed v, weighted by the records they hand on
 * slots(v)    = parallelism(v) * busy(v) * growth(v)
 * bottleneck  = the vertex with the most slots(v)
 * need(g)     = the most slots(v) of a slot sharing group g / slots(bottleneck); unknown where it holds a source without lag
 * </pre>
 *
 * Rates are per second of real time. Pure.
 */
final class Flows {
    /**
     * A Kafka reader learns how much waits only when it fetches, and with a backlog it fetches every few seconds; besides, the
     * batches on their way through the reader are counted neither as read nor as waiting. So while more waits than a second
     * brings, demand is taken over this long, and over less it is unknown.
     */
    static final double BACKLOG_MILLIS = 5_000;

    private final Interval latest;
    private final Interval ratios;
    private final Interval steady;
    private final Interval backlog;
    private final Map<String, Double> demands = new HashMap<>();
    private final Map<String, Double> growth = new HashMap<>();

    /**
     * @param latest the interval since the last look
     * @param ratios an interval with the same end from which the ratios are taken
     * @param steady an interval with the same end, at least as long, over which vertices are compared: bursts average out
     * @param backlog an interval with the same end from which demand is taken while records wait
     */
    Flows(Interval latest, Interval ratios, Interval steady, Interval backlog) {
        this.latest = latest;
        this.ratios = ratios;
        this.steady = steady;
        this.backlog = backlog;
    }

    /** A source that is blocked, and the vertex that does not take what it has read. */
    Optional<MetricsGap.Blocked> blocked() {
        return ratios.vertices().stream()
                .filter(source ->
                        source.isBlocked() && ratios.shortestMillis() >= BACKLOG_MILLIS && source.fetchedNothing())
                .findFirst()
                .map(source -> blocked(source, blocking(source)));
    }

    private MetricsGap.Blocked blocked(Activity source, Activity by) {
        boolean works = by.worksAllTheTime()
                && by.capped().isEmpty()
                && by.hotSubtask().filter(HotSubtask::isAlone).isEmpty();
        double read = steady.vertices().stream()
                .filter(vertex -> vertex.vertex().source())
                .mapToDouble(vertex -> vertex.rate(Subtask::recordsIn))
                .sum();
        return new MetricsGap.Blocked(source.vertex().name(), by.vertex().name(), works, read);
    }

    /** The first vertex downstream that does not itself wait for another. */
    private Activity blocking(Activity from) {
        Activity at = from;
        for (int hops = 0;
                hops < ratios.vertices().size() && at.backpressuredRatio() >= Activity.ALL_THE_TIME / 2;
                hops++) {
            String id = at.vertex().id();
            Optional<Activity> next = ratios.vertices().stream()
                    .filter(vertex -> vertex.vertex().inputs().contains(id))
                    .max(Comparator.comparingDouble(Activity::busyRatio));
            if (next.isEmpty()) {
                break;
            }
            at = next.get();
        }
        return at;
    }

    /** Whether records wait and nobody can tell yet how many arrive. */
    boolean isTooShort() {
        return backlog.shortestMillis() < BACKLOG_MILLIS
                && latest.vertices().stream().anyMatch(Flows::waits);
    }

    private static boolean waits(Activity source) {
        return source.vertex().source()
                && Math.max(source.lagBefore(), source.lagAfter()) > source.rate(Subtask::recordsIn);
    }

    /** The metrics, on a job's clock that runs so many seconds a second. */
    JobMetrics metrics(double jobSecondsPerSecond) {
        List<Activity> sources = latest.vertices().stream()
                .filter(vertex -> vertex.vertex().source())
                .toList();
        boolean chained = latest.vertices().stream()
                .noneMatch(vertex -> vertex.vertex().last() && !vertex.vertex().source());
        double out = latest.vertices().stream()
                .filter(vertex ->
                        chained ? vertex.vertex().source() : vertex.vertex().last())
                .mapToDouble(vertex -> vertex.rate(Subtask::recordsIn))
                .sum();
        double demand = sources.stream().mapToDouble(this::demand).sum();
        double in = sum(sources, source -> source.rate(Subtask::recordsIn));
        Optional<Activity> steadily = steady.vertices().stream().max(Comparator.comparingDouble(this::slots));
        double slots = steadily.map(this::slots).orElse(0.0);
        Optional<Activity> bottleneck = steadily.map(vertex -> ratios.like(vertex));
        double busy = bottleneck.map(Activity::busyRatio).orElse(0.0);
        double parallelism = ratios.vertices().stream()
                .mapToInt(vertex -> vertex.pairs().size())
                .max()
                .orElse(0);
        return new JobMetrics(
                in / jobSecondsPerSecond,
                out / jobSecondsPerSecond,
                busy,
                Activity.ratio(
                        sum(ratioSources(), Activity::backpressuredMillis), sum(ratioSources(), Activity::millis)),
                sum(sources, this::waiting),
                demand / jobSecondsPerSecond,
                sources.stream()
                        .mapToDouble(source -> lagSeconds(source, jobSecondsPerSecond))
                        .max()
                        .orElse(0),
                (slots > 0 ? demand / slots * parallelism * busy : in) / jobSecondsPerSecond,
                bottleneck.flatMap(Activity::hotSubtask),
                sources.stream()
                        .flatMap(source -> source.vertex().sourcesWithoutLag().stream())
                        .toList(),
                OldestEmitted.freshness(latest, jobSecondsPerSecond),
                ratios.vertices().stream()
                        .flatMap(vertex -> vertex.capped().stream())
                        .findFirst(),
                groupNeeds(slots));
    }

    private Map<String, Double> groupNeeds(double most) {
        Map<String, Double> needs = new HashMap<>();
        if (most > 0) {
            steady.vertices()
                    .forEach(vertex -> needs.merge(
                            vertex.vertex().slotSharingGroup(), Math.min(1, slots(vertex) / most), Math::max));
            steady.vertices().stream()
                    .filter(vertex -> !vertex.vertex().sourcesWithoutLag().isEmpty())
                    .forEach(vertex -> needs.remove(vertex.vertex().slotSharingGroup()));
        }
        return needs;
    }

    private List<Activity> ratioSources() {
        return ratios.vertices().stream()
                .filter(vertex -> vertex.vertex().source())
                .toList();
    }

    private static double sum(List<Activity> vertices, ToDoubleFunction<Activity> figure) {
        return vertices.stream().mapToDouble(figure).sum();
    }

    private double demand(Activity source) {
        return demands.computeIfAbsent(source.vertex().id(), id -> demandOf(source));
    }

    private double demandOf(Activity source) {
        Activity told = waits(source) ? backlog.like(source) : source;
        if (told.arrivedPerSecond().isPresent()) {
            return told.arrivedPerSecond().get();
        }
        double read = told.rate(Subtask::recordsIn);
        return told.vertex().sourcesWithoutLag().isEmpty()
                ? Math.max(0, told.rate(subtask -> subtask.recordsIn() + subtask.lagRecords()))
                : read * (1 + ratios.like(source).backpressuredRatio());
    }

    /** Records that wait outside, and those that wait to be taken in by what the source feeds. */
    private double waiting(Activity source) {
        return source.lagAfter() + inFlight(source);
    }

    private double inFlight(Activity source) {
        return InFlight.after(ratios.like(source), ratios.vertices());
    }

    /** A lag without any demand counts as one record per second. */
    private double lagSeconds(Activity source, double jobSecondsPerSecond) {
        double inFlight = inFlight(source);
        return source.isCaughtUp() && inFlight == 0
                ? 0
                : (source.lagAfter() + inFlight) / Math.max(demand(source) / jobSecondsPerSecond, 1);
    }

    private double slots(Activity vertex) {
        return vertex.pairs().size() * vertex.busyRatio() * growth(vertex);
    }

    private double growth(Activity vertex) {
        Double known = growth.get(vertex.vertex().id());
        if (known == null) {
            known = vertex.vertex().source() ? ofSource(vertex) : ofInputs(vertex);
            growth.put(vertex.vertex().id(), known);
        }
        return known;
    }

    private double ofSource(Activity source) {
        Activity since = latest.like(source);
        double read = source.rate(Subtask::recordsIn);
        return read > 0 ? demand(since) / read : 1;
    }

    private boolean isSteady() {
        return steady.shortestMillis() >= Activity.STEADY_MILLIS;
    }

    private double ofInputs(Activity vertex) {
        double weighted = 0;
        double weights = 0;
        for (Activity feeder : steady.vertices()) {
            if (vertex.vertex().inputs().contains(feeder.vertex().id())) {
                double handedOn = feeder.rate(Subtask::recordsOut);
                weighted += handedOn * growth(feeder);
                weights += handedOn;
            }
        }
        double takenIn = vertex.rate(Subtask::recordsIn);
        if (takenIn > 0 && InFlight.isKnown(vertex.vertex(), steady.vertices())) {
            // what takes in less for a moment may work on what it has collected, such as windows that end
            return weighted / (isSteady() ? takenIn : Math.max(takenIn, weights));
        }
        return weights > 0 ? weighted / weights : 1;
    }
}
