package io.foretide.scaler.simulate;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.PlannerSettings;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The planner's strategies as policies of a simulation: with the settings that ship, but the objective and the bounds. */
final class PlannerChoice {
    private final SimulationSettings settings;
    private final Knobs knobs;

    PlannerChoice(SimulationSettings settings, Knobs knobs) {
        this.settings = settings;
        this.knobs = knobs;
    }

    /** The strategy that ships as the default. */
    SizingPolicy usual(String name, Function<Instant, Optional<Forecast>> forecasts) {
        return new PlannedSizing(name, new CapacityPlanner(), plannerSettings(), forecasts);
    }

    /** The reference design's thresholds. */
    SizingPolicy threshold(String name, Function<Instant, Optional<Forecast>> forecasts) {
        return new PlannedSizing(name, new CapacityPlanner(), plannerSettings(), forecasts);
    }

    private PlannerSettings plannerSettings() {
        PlannerSettings usual = PlannerSettings.defaults(
                settings.slotsPerTaskManager(), settings.minTaskManagers(), settings.maxTaskManagers());
        return new PlannerSettings(
                usual.slotsPerTaskManager(),
                usual.minTaskManagers(),
                usual.maxTaskManagers(),
                knobs.find(Knob.HEADROOM).orElse(usual.headroom()),
                knobs.find(Knob.UTILIZATION_TARGET).orElse(usual.utilizationTarget()),
                usual.scaleUpRatio(),
                usual.scaleDownRatio(),
                usual.cooldown(),
                usual.catchUp(),
                settings.sloLag(),
                usual.maxTelemetryAge(),
                usual.maxForecastAge(),
                usual.initialRecordsPerSecondPerSlot(),
                usual.initialLeadTime());
    }
}
