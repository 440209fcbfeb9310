package io.foretide.telemetry;

import io.foretide.text.Check;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Metrics of a job since the previous complete measurement, from the differences of its counters.
 *
 * @param recordsInPerSecond records the sources emitted, per second
 * @param recordsOutPerSecond records the last vertex took in, per second
 * @param busyRatio busy share (0-1) of the hottest subtask of the bottleneck vertex
 * @param backpressuredRatio backpressured share (0-1) of the sources
 * @param lagRecords records that wait at the sources, or on the way from a source to what it feeds
 * @param demandRecordsPerSecond what arrived: records in plus the change of lag, never negative
 * @param lagSeconds lag in seconds of demand of the source that lags most; 0 where nothing waits
 * @param bottleneckRecordsPerSecond demand / (slots that it keeps busy) * parallelism * busyRatio, the part of the demand that
 *     the bottleneck carries as busy as it is. Of a job with one source it is {@code recordsInPerSecond} while no buffer fills
 *     or empties; where one of several sources falls behind, less; 0 if it cannot be told
 * @param hotSubtask of the bottleneck vertex, if it has several subtasks
 * @param sourcesWithoutLag names of source operators that report no lag: what they read counts as their demand
 * @param freshness how old what the job emits is
 * @param capped a vertex that works all the time at its max parallelism, if there is one
 * @param groupNeeds slots that each slot sharing group keeps busy for what arrives, by Flink's id of the group, as a share (0-1)
 *     of those of the group that needs most; a group of which that cannot be told is not among them
 */
public record JobMetrics(
        double recordsInPerSecond,
        double recordsOutPerSecond,
        double busyRatio,
        double backpressuredRatio,
        double lagRecords,
        double demandRecordsPerSecond,
        double lagSeconds,
        double bottleneckRecordsPerSecond,
        Optional<HotSubtask> hotSubtask,
        List<String> sourcesWithoutLag,
        Freshness freshness,
        Optional<CappedVertex> capped,
        Map<String, Double> groupNeeds) {
    /** Metrics of a job of whose slot sharing groups nothing is known. */
    public JobMetrics(
            double recordsInPerSecond,
            double recordsOutPerSecond,
            double busyRatio,
            double backpressuredRatio,
            double lagRecords,
            double demandRecordsPerSecond,
            double lagSeconds,
            double bottleneckRecordsPerSecond,
            Optional<HotSubtask> hotSubtask,
            List<String> sourcesWithoutLag,
            Freshness freshness,
            Optional<CappedVertex> capped) {
        this(
                recordsInPerSecond,
                recordsOutPerSecond,
                busyRatio,
                backpressuredRatio,
                lagRecords,
                demandRecordsPerSecond,
                lagSeconds,
                bottleneckRecordsPerSecond,
                hotSubtask,
                sourcesWithoutLag,
                freshness,
                capped,
                Map.of());
    }

    /** Metrics of a job with one source, which reports its lag. A lag without any demand counts as one record per second. */
    public JobMetrics(
            double recordsInPerSecond,
            double recordsOutPerSecond,
            double busyRatio,
            double backpressuredRatio,
            double lagRecords,
            double demandRecordsPerSecond) {
        this(
                recordsInPerSecond,
                recordsOutPerSecond,
                busyRatio,
                backpressuredRatio,
                lagRecords,
                demandRecordsPerSecond,
                lagRecords == 0 ? 0 : lagRecords / Math.max(demandRecordsPerSecond, 1),
                recordsInPerSecond,
                Optional.empty(),
                List.of(),
                Freshness.UNKNOWN,
                Optional.empty());
    }

    public JobMetrics {
        requireCount("recordsInPerSecond", recordsInPerSecond);
        requireCount("recordsOutPerSecond", recordsOutPerSecond);
        requireRatio("busyRatio", busyRatio);
        requireRatio("backpressuredRatio", backpressuredRatio);
        requireCount("lagRecords", lagRecords);
        requireCount("demandRecordsPerSecond", demandRecordsPerSecond);
        requireCount("lagSeconds", lagSeconds);
        requireCount("bottleneckRecordsPerSecond", bottleneckRecordsPerSecond);
        sourcesWithoutLag = List.copyOf(sourcesWithoutLag);
        groupNeeds = Map.copyOf(groupNeeds);
        groupNeeds.forEach((group, need) -> requireRatio("groupNeeds of " + group, need));
    }

    /** The lag if every source lagged as much as the worst: what capacity has to be sized for, as it serves all of them alike. */
    public double recordsToWorkOff() {
        double worst = lagSeconds * Math.max(demandRecordsPerSecond, 1);
        return worst > lagRecords * (1 + 1e-9) ? worst : lagRecords;
    }

    /** The same, from which no rate can be learned: they cover times in which a source was blocked. */
    public JobMetrics withoutRate() {
        return new JobMetrics(
                recordsInPerSecond,
                recordsOutPerSecond,
                busyRatio,
                backpressuredRatio,
                lagRecords,
                demandRecordsPerSecond,
                lagSeconds,
                0,
                hotSubtask,
                sourcesWithoutLag,
                freshness,
                capped,
                groupNeeds);
    }

    /** The same with what is known of the age of what the job emits. */
    public JobMetrics with(Freshness other) {
        return new JobMetrics(
                recordsInPerSecond,
                recordsOutPerSecond,
                busyRatio,
                backpressuredRatio,
                lagRecords,
                demandRecordsPerSecond,
                lagSeconds,
                bottleneckRecordsPerSecond,
                hotSubtask,
                sourcesWithoutLag,
                other,
                capped,
                groupNeeds);
    }

    private static void requireCount(String name, double value) {
        Check.that(value >= 0 && Double.isFinite(value), name, value, "a finite number of at least 0");
    }

    private static void requireRatio(String name, double value) {
        Check.that(value >= 0 && value <= 1, name, value, "a ratio from 0 to 1");
    }
}
