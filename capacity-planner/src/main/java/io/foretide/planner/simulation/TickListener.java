package io.foretide.planner.simulation;

/** Is told of every tick of a simulation. */
@FunctionalInterface
public interface TickListener {
    /** Keeps nothing. */
    TickListener NONE = tick -> {};

    /** A tick is over. */
    void tick(SimulatedTick tick);
}
