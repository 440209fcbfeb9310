package io.foretide.planner.baselines;

import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;

/**
 * The reactive rules of the reference design: busy above 0.8 scales by 1.5, else a growing lag by 1.3, else busy below 0.1
 * without lag by 0.75; 60 s between decisions. Nothing is decided while the job restarts.
 */
public final class ReactiveRules implements SizingPolicy {
    private double lastLagRecords;

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
        int now = job.requestedTaskManagers();
        if (!job.hasMetrics()) {
            return now;
        }
        double lag = job.lagRecords();
        boolean lagGrows = lag > lastLagRecords + 1;
        lastLagRecords = lag;
        if (job.busyRatio() > 0.8) {
            return (int) Math.ceil(now * 1.5);
        }
        if (lagGrows) {
            return (int) Math.ceil(now * 1.3);
        }
        if (job.busyRatio() < 0.1 && lag < 1) {
            return Math.max(1, (int) Math.floor(now * 0.75));
        }
        return now;
    }
}
