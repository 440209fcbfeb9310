package io.foretide.telemetry;

import io.foretide.text.Check;

/**
 * Shape of a job, as far as its sizes depend on it. A TaskManager of so many slots carries one subtask of each slot sharing
 * group in as many slots as there are groups.
 *
 * @param slotSharingGroups groups of vertices that run, at least 1
 * @param maxParallelism the largest max parallelism of any vertex: beyond it no vertex gets another subtask
 */
public record JobTopology(int slotSharingGroups, int maxParallelism) {
    /** All vertices share their slots, and nothing is known to limit them. */
    public static final JobTopology PLAIN = new JobTopology(1, Integer.MAX_VALUE);

    public JobTopology {
        Check.that(slotSharingGroups >= 1, "slotSharingGroups", slotSharingGroups, "at least 1");
        Check.that(maxParallelism >= 1, "maxParallelism", maxParallelism, "at least 1");
    }

    /** The parallelism at which the job runs on so many slots. */
    public int parallelismOn(int slots) {
        return Math.min(maxParallelism, slots / slotSharingGroups);
    }

    /** Slots beyond which nothing grows. */
    public long usableSlots() {
        return (long) maxParallelism * slotSharingGroups;
    }
}
