package io.foretide.planner.baselines;

import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;

/**
 * Always the same size: what a team without an autoscaler buys.
 *
 * @param name of the rule that chose the size
 * @param taskManagers the size
 */
public record FixedSize(String name, int taskManagers) implements SizingPolicy {
    @Override
    public Duration interval() {
        return Duration.ofDays(1);
    }

    @Override
    public int size(JobView job) {
        return taskManagers;
    }
}
