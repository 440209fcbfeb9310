package io.foretide.planner.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A simulated job as Flink's REST interface shows it: metrics are refreshed every 10 s, so they are up to 10 s old; those
 * that Flink averages do so over 60 s and begin anew with every restart. Reads as of {@link #now}; not thread-safe.
 */
public interface JobView {
    Instant now();

    /** TaskManagers asked for last. */
    int requestedTaskManagers();

    /** TaskManagers that are registered. */
    int runningTaskManagers();

    /** Whether the job is restarting: then the metrics below are those of before. */
    boolean isRestarting();

    /** When the job last began to process. */
    Instant runningSince();

    /** Time that the last restart took, if there was one. */
    Optional<Duration> lastRestart();

    /** Whether the job has run long enough since its last restart for metrics: two refreshes. */
    boolean hasMetrics();

    /** Records that wait, as of the last refresh. */
    double lagRecords();

    /** Records processed since the beginning, as of the last refresh. */
    double recordsIn();

    /** Busy time of the busiest slot since the beginning in seconds, as of the last refresh. */
    double busySeconds();

    /** Records processed a second: mean of the last 60 s since the restart. */
    double recordsInPerSecond();

    /** Busy share of the busiest slot, 0-1: mean of the last 60 s since the restart. */
    double busyRatio();

    /** Demand, records/s: records processed plus the change of lag, mean of the last 60 s since the restart. */
    double demandRecordsPerSecond();
}
