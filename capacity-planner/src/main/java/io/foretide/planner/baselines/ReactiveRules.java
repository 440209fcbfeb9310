package io.foretide.planner.baselines;

import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;

/**
 * The reactive rules of the reference design: busy above 0.8 scales the slots by 1.5, else a growing lag by 1.3, else busy below
 * 0.1 without lag by 0.75, cut to whole slots; 60 s between decisions. As whole TaskManagers are started and stopped, there are
 * then as many as hold these slots. Nothing is decided while the job restarts. Not thread-safe.
 */
public final class ReactiveRules implements SizingPolicy {
    private static final double HIGH_BUSY_RATIO = 0.8;
    private static final double HIGH_BUSY_FACTOR = 1.5;
    private static final double GROWING_LAG_FACTOR = 1.3;
    private static final double LOW_BUSY_RATIO = 0.1;
    private static final double LOW_BUSY_FACTOR = 0.75;

    private final int slotsPerTaskManager;
    private double lastLagRecords;

    /** For a cluster whose TaskManagers have so many slots each. */
    public ReactiveRules(int slotsPerTaskManager) {
        this.slotsPerTaskManager = slotsPerTaskManager;
    }

    @Override
    public String name() {
        return "reactive";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(60);
    }

    @Override
    public int size(JobView job) {
        int current = job.requestedTaskManagers();
        if (!job.hasMetrics()) {
            return current;
        }
        double lag = job.lagRecords();
        boolean lagGrows = lag > lastLagRecords + 1;
        lastLagRecords = lag;
        if (job.busyRatio() > HIGH_BUSY_RATIO) {
            return scaled(current, HIGH_BUSY_FACTOR);
        }
        if (lagGrows) {
            return scaled(current, GROWING_LAG_FACTOR);
        }
        if (job.busyRatio() < LOW_BUSY_RATIO && lag < 1) {
            return scaled(current, LOW_BUSY_FACTOR);
        }
        return current;
    }

    private int scaled(int taskManagers, double factor) {
        int slots = Math.max(1, (int) (taskManagers * slotsPerTaskManager * factor));
        return (slots + slotsPerTaskManager - 1) / slotsPerTaskManager;
    }
}
