package io.foretide.telemetry;

import io.foretide.text.Check;

/**
 * Metrics of a job since the previous complete measurement, from the differences of its counters.
 *
 * @param recordsInPerSecond records the sources emitted, per second
 * @param recordsOutPerSecond records the last vertex took in, per second
 * @param busyRatio busy share (0-1) of the hottest subtask of the bottleneck vertex
 * @param backpressuredRatio backpressured share (0-1) of the sources
 * @param lagRecords records that wait at the sources
 * @param demandRecordsPerSecond what arrived: records in plus the change of lag, never negative
 */
public record JobMetrics(
        double recordsInPerSecond,
        double recordsOutPerSecond,
        double busyRatio,
        double backpressuredRatio,
        double lagRecords,
        double demandRecordsPerSecond) {
    public JobMetrics {
        requireCount("recordsInPerSecond", recordsInPerSecond);
        requireCount("recordsOutPerSecond", recordsOutPerSecond);
        requireRatio("busyRatio", busyRatio);
        requireRatio("backpressuredRatio", backpressuredRatio);
        requireCount("lagRecords", lagRecords);
        requireCount("demandRecordsPerSecond", demandRecordsPerSecond);
    }

    /** Lag in seconds of demand; 0 where nothing waits. A lag without any demand counts as one record per second. */
    public double lagSeconds() {
        return lagRecords == 0 ? 0 : lagRecords / Math.max(demandRecordsPerSecond, 1);
    }

    private static void requireCount(String name, double value) {
        Check.that(value >= 0 && Double.isFinite(value), name, value, "a finite number of at least 0");
    }

    private static void requireRatio(String name, double value) {
        Check.that(value >= 0 && value <= 1, name, value, "a ratio from 0 to 1");
    }
}
