package io.foretide.planner;

import java.util.OptionalInt;

/**
 * The sizes a job may have.
 *
 * @param slotsPerTaskManager slots of one TaskManager; capacity comes in whole TaskManagers
 * @param minTaskManagers never fewer
 * @param maxTaskManagers never more
 * @param maxParallelism Flink's number of key groups, if known: parallelisms that spread them evenly are preferred
 */
public record Sizes(int slotsPerTaskManager, int minTaskManagers, int maxTaskManagers, OptionalInt maxParallelism) {
    public Sizes {
        Check.that(slotsPerTaskManager >= 1, "slotsPerTaskManager", slotsPerTaskManager, "at least 1");
        Check.that(minTaskManagers >= 1, "minTaskManagers", minTaskManagers, "at least 1");
        Check.that(
                maxTaskManagers >= minTaskManagers,
                "maxTaskManagers",
                maxTaskManagers,
                "at least minTaskManagers (" + minTaskManagers + ")");
        maxParallelism.ifPresent(most -> Check.that(most >= 1, "maxParallelism", most, "at least 1"));
    }

    /** {@code taskManagers} moved into the bounds. */
    public int bounded(int taskManagers) {
        return Math.max(minTaskManagers, Math.min(maxTaskManagers, taskManagers));
    }
}
