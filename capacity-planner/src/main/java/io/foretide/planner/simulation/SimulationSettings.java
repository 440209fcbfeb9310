package io.foretide.planner.simulation;

import java.time.Duration;

/**
 * The job and the cluster that are simulated.
 *
 * @param recordsPerSecondPerSlot true processing rate of a slot
 * @param slotsPerTaskManager slots of one TaskManager
 * @param minTaskManagers least size a policy may choose
 * @param maxTaskManagers largest size a policy may choose
 * @param leadTime from a decision to scale up until the new slots process
 * @param restartTime the part of every rescale in which nothing is processed
 * @param sloLag lag objective
 */
public record SimulationSettings(
        double recordsPerSecondPerSlot,
        int slotsPerTaskManager,
        int minTaskManagers,
        int maxTaskManagers,
        Duration leadTime,
        Duration restartTime,
        Duration sloLag) {
    public SimulationSettings {
        if (!(recordsPerSecondPerSlot > 0) || Double.isInfinite(recordsPerSecondPerSlot)) {
            throw new IllegalArgumentException(
                    "recordsPerSecondPerSlot " + recordsPerSecondPerSlot + ": a finite number above 0 is allowed");
        }
        if (slotsPerTaskManager < 1 || minTaskManagers < 1 || maxTaskManagers < minTaskManagers) {
            throw new IllegalArgumentException(
                    slotsPerTaskManager + " slots per TaskManager, " + minTaskManagers + " to " + maxTaskManagers
                            + " TaskManagers: at least 1 each is allowed, and the most at least the least");
        }
        if (leadTime.isNegative() || restartTime.isNegative() || sloLag.isNegative()) {
            throw new IllegalArgumentException("lead time " + leadTime + ", restart time " + restartTime + ", SLO lag "
                    + sloLag + ": none may be negative");
        }
    }

    /** The fewest TaskManagers, within the bounds, whose slots process {@code recordsPerSecond}. */
    public int taskManagersFor(double recordsPerSecond) {
        double needed = Math.ceil(recordsPerSecond / (recordsPerSecondPerSlot * slotsPerTaskManager) - 1e-9);
        return (int) Math.max(minTaskManagers, Math.min(maxTaskManagers, needed));
    }
}
