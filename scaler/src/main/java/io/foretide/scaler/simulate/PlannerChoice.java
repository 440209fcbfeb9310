package io.foretide.scaler.simulate;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.Objective;
import io.foretide.planner.PlannerSettings;
import io.foretide.planner.Strategy;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The planner's strategies as policies of a simulation: with the settings that ship, but the objective and the bounds. Rate
 * per slot, lead time and restart time are not told: the planner learns them as it does in service.
 */
final class PlannerChoice {
    private final SimulationSettings settings;

    PlannerChoice(SimulationSettings settings) {
        this.settings = settings;
    }

    /** The strategy that ships as the default. */
    SizingPolicy usual(String name, Function<Instant, Optional<Forecast>> forecasts) {
        return new PlannedSizing(name, new CapacityPlanner(), plannerSettings(), forecasts);
    }

    /** The reference design's thresholds. */
    SizingPolicy threshold(String name, Function<Instant, Optional<Forecast>> forecasts) {
        return new PlannedSizing(
                name, new CapacityPlanner(), plannerSettings().with(Strategy.Threshold.DEFAULT), forecasts);
    }

    private PlannerSettings plannerSettings() {
        PlannerSettings usual = PlannerSettings.defaults(
                settings.slotsPerTaskManager(), settings.minTaskManagers(), settings.maxTaskManagers());
        Objective o = usual.objective();
        return usual.with(
                new Objective(settings.sloLag(), o.sloShare(), o.pricePerSlotHour(), o.pricePerViolationMinute()));
    }
}
