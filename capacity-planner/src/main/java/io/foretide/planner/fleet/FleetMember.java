package io.foretide.planner.fleet;

import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.JobId;
import io.foretide.text.Check;
import java.util.Objects;

/**
 * A job as its fleet sees it.
 *
 * @param job unique in its fleet
 * @param priority 0 to {@link #MAX_PRIORITY}; of two jobs the one with the higher gets slots first
 * @param sizes that it may have now
 * @param usage what it has and wants
 */
public record FleetMember(JobId job, int priority, Sizes sizes, Usage usage) {
    public static final int MAX_PRIORITY = 100;

    public FleetMember {
        Objects.requireNonNull(job, "job");
        Check.that(priority >= 0 && priority <= MAX_PRIORITY, "priority", priority, "0 to " + MAX_PRIORITY);
    }

    /**
     * TaskManagers of a job.
     *
     * @param running that are asked for, or still there, whichever are more: all that keep others from having slots
     * @param wanted by its own planner, see {@link Wish}
     * @param rescaling whether a rescale is under way
     */
    public record Usage(int running, int wanted, boolean rescaling) {
        public Usage {
            Check.that(running >= 0, "running TaskManagers", running, "0 or more");
            Check.that(wanted >= 0, "wanted TaskManagers", wanted, "0 or more");
        }
    }

    /** The same job while it gives nothing back, as nobody sees it or people hold its size: others cannot count on its slots. */
    public FleetMember yieldingNothing() {
        int least = Math.max(sizes.minTaskManagers(), usage.running());
        return new FleetMember(job, priority, sizes.between(least, Math.max(least, sizes.maxTaskManagers())), usage);
    }

    int min() {
        return sizes.minTaskManagers();
    }

    int running() {
        return usage.running();
    }

    /** What it wants, or its minimum. */
    int wanted() {
        return Math.max(min(), usage.wanted());
    }

    long slots(int taskManagers) {
        return (long) taskManagers * sizes.slotsPerTaskManager();
    }
}
