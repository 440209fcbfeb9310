package io.foretide.whatif.policy;

import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.Simulator;
import io.foretide.planner.simulation.SizingPolicy;
import io.foretide.planner.simulation.TickListener;

/** A policy that is ready to run, once: the job it sizes, and the size it begins with. */
public record PolicyRun(Simulator simulator, SizingPolicy policy, int startTaskManagers) {
    /** Runs it and tells {@code listener} of every scored tick. */
    public SimulationReport report(TickListener listener) {
        return simulator.run(policy, startTaskManagers, listener);
    }
}
