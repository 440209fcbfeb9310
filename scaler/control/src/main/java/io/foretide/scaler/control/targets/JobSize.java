package io.foretide.scaler.control.targets;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.ControlCause;
import io.foretide.telemetry.flink.JobResources.Room;
import java.util.Optional;

/**
 * Size of a job in TaskManagers, and what bounds it.
 *
 * @param room for it in the cluster; empty if the cluster grows by itself
 */
record JobSize(VertexSizes vertices, Optional<Room> room, int slotsPerTaskManager) {
    /** TaskManagers that the job asks for. */
    int taskManagers() {
        return rounded(vertices.slots());
    }

    /** TaskManagers that it takes at least. */
    int fewest() {
        return rounded(vertices.fewestSlots());
    }

    /** TaskManagers that it can use and have; what it asks for already is not taken from it. */
    int most() {
        int usable = rounded(vertices.mostSlots());
        return Math.max(Math.max(taskManagers(), fewest()), Math.min(usable, there()));
    }

    /** Whole TaskManagers that the cluster has for the job. */
    private int there() {
        return room.map(slots -> slots.free() / slotsPerTaskManager).orElse(Integer.MAX_VALUE);
    }

    /** Why the job cannot have {@code wanted} TaskManagers; empty if it can. */
    Optional<Cause> tooMany(int wanted) {
        if (wanted > there()) {
            return room.map(slots ->
                    new ControlCause.TooFewSlots(wanted * slotsPerTaskManager, slots.slots(), slots.ofOthers()));
        }
        return wanted > rounded(vertices.mostSlots())
                ? Optional.of(new ControlCause.MaxParallelism(vertices.mostSlots()))
                : Optional.empty();
    }

    /** Why the job takes no fewer TaskManagers; empty if it takes one. */
    Optional<Cause> noFewer() {
        return fewest() <= 1
                ? Optional.empty()
                : vertices.largest()
                        .map(vertex -> vertices.fewest(vertex) > 1
                                ? new ControlCause.LowerBound(vertex.name(), vertices.fewest(vertex), fewest())
                                : new ControlCause.SeveralGroups(vertices.groups(), fewest()));
    }

    private int rounded(int slots) {
        return Math.max(1, (int) (((long) slots + slotsPerTaskManager - 1) / slotsPerTaskManager));
    }
}
