package io.foretide.planner.simulation;

import java.time.Instant;

/** A rule that sizes a simulated job once a minute. May keep what it has seen; sees nothing of the future. */
public interface SizingPolicy {
    String name();

    /** TaskManagers wanted after the minute that {@code observation} tells of. */
    int size(Observation observation);

    /**
     * What the last minute showed.
     *
     * @param now its end
     * @param demandRecordsPerSecond what arrived
     * @param lagRecords what waits
     * @param busyRatio mean busy share of the slots, 0-1
     * @param taskManagers asked for so far
     */
    record Observation(
            Instant now, double demandRecordsPerSecond, double lagRecords, double busyRatio, int taskManagers) {}
}
