package io.foretide.planner.simulation;

/** Is told of every tick of a simulation. */
@FunctionalInterface
public interface TickListener {
    /** Keeps nothing. */
    TickListener NONE = (tick, demand, slotsTarget, slotsRunning, processing, lagSeconds) -> {};

    /**
     * A tick is over.
     *
     * @param tick number of the tick from 0
     * @param demandRecordsPerSecond in it
     * @param slotsTarget slots asked for
     * @param slotsRunning slots of the registered TaskManagers
     * @param processing whether the job processed in it
     * @param lagSeconds at its end
     */
    void tick(
            long tick,
            double demandRecordsPerSecond,
            int slotsTarget,
            int slotsRunning,
            boolean processing,
            double lagSeconds);
}
