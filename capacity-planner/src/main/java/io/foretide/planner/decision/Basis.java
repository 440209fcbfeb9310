package io.foretide.planner.decision;

import java.time.Duration;
import java.util.Optional;

/**
 * The figures behind a decision. Rates in records/s.
 *
 * @param demand present level of demand
 * @param lagRecords records waiting
 * @param lagSeconds lag in seconds of demand
 * @param forecastPeak largest planned-for quantile from now + lead time to the horizon; empty without a fresh forecast
 * @param need what capacity has to carry
 * @param ratePerSlot true processing rate of a slot, cautiously
 * @param capacityPerTaskManager what a TaskManager counts for
 * @param leadTime planned lead time
 */
public record Basis(
        double demand,
        double lagRecords,
        double lagSeconds,
        Optional<Double> forecastPeak,
        double need,
        double ratePerSlot,
        double capacityPerTaskManager,
        Duration leadTime) {

    /** Need as a multiple of what {@code taskManagers} count for. */
    public double loadOf(int taskManagers) {
        return need / (taskManagers * capacityPerTaskManager);
    }

    /** The fewest TaskManagers that carry {@code recordsPerSecond}. */
    public int taskManagersFor(double recordsPerSecond) {
        return (int)
                Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(recordsPerSecond / capacityPerTaskManager - 1e-9)));
    }
}
