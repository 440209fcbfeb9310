package io.foretide.planner.simulation;

import io.foretide.text.Check;
import java.time.Duration;
import java.time.Instant;

/**
 * Sizes that were chosen beforehand, replayed: the clairvoyant's, or those of an autoscaler that ran in a process of its
 * own. Each use needs its own copy: it remembers how far it has come. Not thread-safe.
 */
public final class Plan implements SizingPolicy {
    private final String name;
    private final Duration interval;
    private final Instant[] times;
    private final int[] taskManagers;
    private int next;

    /**
     * @param interval the tick in which the plan was made
     * @param times ascending
     * @param taskManagers from that time on
     */
    public Plan(String name, Duration interval, Instant[] times, int[] taskManagers) {
        Check.that(
                times.length == taskManagers.length, "sizes", taskManagers.length, "as many as times: " + times.length);
        this.name = name;
        this.interval = interval;
        this.times = times.clone();
        this.taskManagers = taskManagers.clone();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public int size(JobView job) {
        while (next < times.length && !times[next].isAfter(job.now())) {
            next++;
        }
        return next == 0 ? job.requestedTaskManagers() : taskManagers[next - 1];
    }

    /** The same, for another use. */
    Plan fromTheBeginning() {
        return new Plan(name, interval, times, taskManagers);
    }

    /** Changes of size. */
    public int length() {
        return times.length;
    }
}
