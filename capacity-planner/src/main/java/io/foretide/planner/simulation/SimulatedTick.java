package io.foretide.planner.simulation;

/**
 * A tick of a simulation that is over.
 *
 * @param number from 0
 * @param demandRecordsPerSecond in it
 * @param slotsTarget slots asked for
 * @param slotsRunning slots of the registered TaskManagers
 * @param processing whether the job processed in it
 * @param lagSeconds at its end
 */
public record SimulatedTick(
        long number,
        double demandRecordsPerSecond,
        int slotsTarget,
        int slotsRunning,
        boolean processing,
        double lagSeconds) {}
