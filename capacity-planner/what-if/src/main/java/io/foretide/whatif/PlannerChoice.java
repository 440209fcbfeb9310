package io.foretide.whatif;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.Rules;
import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.Threshold;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.SizingPolicy;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The planner's strategies as policies of a simulation: with the settings that ship, but the objective, the bounds and the
 * options that were set. Rate per slot, lead time and restart time are not told: the planner learns them as it does in
 * service.
 */
final class PlannerChoice {
    private final SimulationSettings settings;
    private final SimulationOptions options;

    PlannerChoice(SimulationSettings settings, SimulationOptions options) {
        this.settings = settings;
        this.options = options;
    }

    /** The strategy that ships as the default. */
    SizingPolicy shipped(String name, Function<Instant, Optional<Forecast>> forecasts) {
        RecedingHorizon d = RecedingHorizon.DEFAULT;
        Duration worth = time(SimulationOption.RESCALE_WORTH).orElse(d.rescaleWorth());
        double easy = options.find(SimulationOption.EASY_RESCALES_PER_DAY).orElse(d.easyRescalesPerDay());
        return policy(name, new RecedingHorizon(worth, easy), forecasts);
    }

    /** The reference design's thresholds. */
    SizingPolicy threshold(String name, Function<Instant, Optional<Forecast>> forecasts) {
        Threshold d = Threshold.DEFAULT;
        return policy(
                name,
                new Threshold(
                        options.find(SimulationOption.HEADROOM).orElse(d.headroom()),
                        options.find(SimulationOption.UTILIZATION_TARGET).orElse(d.utilizationTarget()),
                        d.scaleUpRatio(),
                        d.scaleDownRatio(),
                        d.catchUp()),
                forecasts);
    }

    private SizingPolicy policy(String name, Strategy strategy, Function<Instant, Optional<Forecast>> forecasts) {
        PlannerSettings defaults = PlannerSettings.defaults(
                settings.slotsPerTaskManager(), settings.minTaskManagers(), settings.maxTaskManagers());
        RuleSettings rules = time(SimulationOption.COOLDOWN)
                .map(defaults.rules()::withCooldown)
                .orElse(defaults.rules());
        return new PlannedSizing(
                name,
                new CapacityPlanner(Rules.installed()),
                defaults.withStrategy(strategy)
                        .withObjective(objective(defaults.objective()))
                        .withRules(rules),
                forecasts);
    }

    private Objective objective(Objective defaults) {
        OptionalDouble headroom = options.find(SimulationOption.HEADROOM);
        double share = headroom.isPresent()
                ? Objective.sloShareOf(headroom.getAsDouble())
                : options.find(SimulationOption.SLO_SHARE).orElse(defaults.sloShare());
        return new Objective(settings.sloLag(), share, defaults.pricePerSlotHour(), defaults.pricePerViolationMinute());
    }

    private Optional<Duration> time(SimulationOption option) {
        OptionalDouble seconds = options.find(option);
        return seconds.isPresent()
                ? Optional.of(Duration.ofMillis(Math.round(seconds.getAsDouble() * 1000)))
                : Optional.empty();
    }
}
