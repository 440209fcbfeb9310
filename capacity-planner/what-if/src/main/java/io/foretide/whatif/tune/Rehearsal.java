package io.foretide.whatif.tune;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.Rules;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.Simulator;
import io.foretide.planner.simulation.TickListener;
import io.foretide.whatif.setup.Setup;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stretch of a load on which settings are tried. Thread-safe if {@code forecasts} is.
 *
 * @param simulator of the stretch
 * @param forecasts the newest that the service would have had at an instant
 * @param startTaskManagers the size to begin with
 * @param planner whose settings are tried
 */
public record Rehearsal(
        Simulator simulator,
        Function<Instant, Optional<Forecast>> forecasts,
        int startTaskManagers,
        CapacityPlanner planner) {
    /** On the part of a load that a setup scores, after its warm-up, by the planner that ships. */
    public static Rehearsal of(Setup setup, Function<Instant, Optional<Forecast>> forecasts) {
        return new Rehearsal(
                new Simulator(setup.settings(), setup.simulated(), setup.split().warmUpSteps()),
                forecasts,
                setup.startTaskManagers(),
                new CapacityPlanner(Rules.installed()));
    }

    /** What the settings come to. */
    public SimulationReport run(PlannerSettings settings) {
        return run(settings, TickListener.NONE);
    }

    /** The same, given up as soon as it is certain to cost more than {@code limit}; empty then. */
    Optional<SimulationReport> run(PlannerSettings settings, TuningGoal goal, double referenceSlotHours, double limit) {
        try {
            return Optional.of(run(settings, new CostSoFar(goal, referenceSlotHours, limit, simulator)));
        } catch (CostSoFar.TooDear e) {
            return Optional.empty();
        }
    }

    private SimulationReport run(PlannerSettings settings, TickListener listener) {
        return simulator.run(new PlannedSizing("tuned", planner, settings, forecasts), startTaskManagers, listener);
    }
}
