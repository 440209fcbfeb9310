package io.foretide.whatif;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.Threshold;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The planner's strategies as policies of a simulation: with the settings that ship, but the objective, the bounds and the
 * knobs that were turned. Rate per slot, lead time and restart time are not told: the planner learns them as it does in
 * service.
 */
final class PlannerChoice {
    private final SimulationSettings settings;
    private final Knobs knobs;

    PlannerChoice(SimulationSettings settings, Knobs knobs) {
        this.settings = settings;
        this.knobs = knobs;
    }

    /** The strategy that ships as the default. */
    SizingPolicy usual(String name, Function<Instant, Optional<Forecast>> forecasts) {
        RecedingHorizon d = RecedingHorizon.DEFAULT;
        Duration worth = time(Knob.RESCALE_WORTH).orElse(d.rescaleWorth());
        double easy = knobs.find(Knob.EASY_RESCALES_PER_DAY).orElse(d.easyRescalesPerDay());
        return policy(name, new RecedingHorizon(worth, easy), forecasts);
    }

    /** The reference design's thresholds. */
    SizingPolicy threshold(String name, Function<Instant, Optional<Forecast>> forecasts) {
        Threshold d = Threshold.DEFAULT;
        return policy(
                name,
                new Threshold(
                        knobs.find(Knob.HEADROOM).orElse(d.headroom()),
                        knobs.find(Knob.UTILIZATION_TARGET).orElse(d.utilizationTarget()),
                        d.scaleUpRatio(),
                        d.scaleDownRatio(),
                        d.catchUp()),
                forecasts);
    }

    private SizingPolicy policy(String name, Strategy strategy, Function<Instant, Optional<Forecast>> forecasts) {
        PlannerSettings usual = PlannerSettings.defaults(
                settings.slotsPerTaskManager(), settings.minTaskManagers(), settings.maxTaskManagers());
        RuleSettings rules = time(Knob.COOLDOWN).map(usual.rules()::with).orElse(usual.rules());
        return new PlannedSizing(
                name,
                new CapacityPlanner(),
                usual.with(strategy).with(objective(usual.objective())).with(rules),
                forecasts);
    }

    private Objective objective(Objective usual) {
        OptionalDouble headroom = knobs.find(Knob.HEADROOM);
        double share = headroom.isPresent()
                ? Objective.sloShareOf(headroom.getAsDouble())
                : knobs.find(Knob.SLO_SHARE).orElse(usual.sloShare());
        return new Objective(settings.sloLag(), share, usual.pricePerSlotHour(), usual.pricePerViolationMinute());
    }

    private Optional<Duration> time(Knob knob) {
        OptionalDouble seconds = knobs.find(knob);
        return seconds.isPresent()
                ? Optional.of(Duration.ofMillis(Math.round(seconds.getAsDouble() * 1000)))
                : Optional.empty();
    }
}
