package io.foretide.planner;

import java.time.Duration;
import java.util.Optional;

/**
 * The figures behind a decision. Rates in records/s.
 *
 * @param demand present level of demand
 * @param lagRecords records waiting
 * @param lagSeconds lag in seconds of demand
 * @param catchUp extra rate that works off the lag in the catch-up time
 * @param forecastPeak largest planned-for quantile from now + lead time to the horizon; empty without a fresh forecast
 * @param need what capacity has to carry: max(demand, forecast peak) + catch-up
 * @param ratePerSlot true processing rate of a slot
 * @param capacityPerTaskManager what a TaskManager carries at the utilization target
 * @param leadTime planned lead time
 */
public record Basis(
        double demand,
        double lagRecords,
        double lagSeconds,
        double catchUp,
        Optional<Double> forecastPeak,
        double need,
        double ratePerSlot,
        double capacityPerTaskManager,
        Duration leadTime) {

    /** Need as a multiple of what {@code taskManagers} carry at the utilization target. */
    public double loadOf(int taskManagers) {
        return need / (taskManagers * capacityPerTaskManager);
    }

    /** The fewest TaskManagers that carry the need. */
    public int taskManagersNeeded() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(need / capacityPerTaskManager - 1e-9)));
    }
}
