package io.foretide.whatif.policy;

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
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Foretide's planner: with the settings that ship, but the objective, the bounds and the options that were set. Rate per slot,
 * lead time and restart time are not told: the planner learns them as it does in service.
 *
 * @param strategy of options
 */
record PlannerPolicy(
        String name,
        String help,
        List<SimulationOption<?>> options,
        Offer offer,
        Function<SimulationOptions, Strategy> strategy)
        implements ComparedPolicy {

    /** The strategy that ships as the default. */
    static PlannerPolicy shipped(String name, String help) {
        return new PlannerPolicy(
                name,
                help,
                List.of(
                        PlannerOptions.SLO_SHARE,
                        PlannerOptions.HEADROOM,
                        PlannerOptions.RESCALE_WORTH,
                        PlannerOptions.EASY_RESCALES_PER_DAY,
                        PlannerOptions.COOLDOWN),
                Offer.COMMAND,
                options -> new RecedingHorizon(
                        options.find(PlannerOptions.RESCALE_WORTH).orElse(RecedingHorizon.DEFAULT.rescaleWorth()),
                        options.find(PlannerOptions.EASY_RESCALES_PER_DAY)
                                .orElse(RecedingHorizon.DEFAULT.easyRescalesPerDay())));
    }

    /** The reference design's thresholds. */
    static PlannerPolicy threshold(String name, String help) {
        return new PlannerPolicy(
                name,
                help,
                List.of(
                        PlannerOptions.SLO_SHARE,
                        PlannerOptions.HEADROOM,
                        PlannerOptions.COOLDOWN,
                        PlannerOptions.UTILIZATION_TARGET),
                Offer.COMMAND,
                options -> new Threshold(
                        options.find(PlannerOptions.HEADROOM).orElse(Threshold.DEFAULT.headroom()),
                        options.find(PlannerOptions.UTILIZATION_TARGET).orElse(Threshold.DEFAULT.utilizationTarget()),
                        Threshold.DEFAULT.scaleUpRatio(),
                        Threshold.DEFAULT.scaleDownRatio(),
                        Threshold.DEFAULT.catchUp()));
    }

    @Override
    public ForecastUse forecasts() {
        return ForecastUse.FORECAST_MODEL;
    }

    @Override
    public PolicyRun open(PolicyInputs inputs) {
        return inputs.run(sizing(name, inputs));
    }

    PlannedSizing sizing(String called, PolicyInputs inputs) {
        return new PlannedSizing(
                called, new CapacityPlanner(Rules.installed()), settings(inputs.setup()), inputs.forecasts());
    }

    /** The planner's settings in a setup. */
    PlannerSettings settings(Setup setup) {
        SimulationSettings job = setup.settings();
        SimulationOptions set = setup.options();
        PlannerSettings defaults =
                PlannerSettings.defaults(job.slotsPerTaskManager(), job.minTaskManagers(), job.maxTaskManagers());
        RuleSettings rules = set.find(PlannerOptions.COOLDOWN)
                .map(defaults.rules()::withCooldown)
                .orElse(defaults.rules());
        return defaults.withStrategy(strategy.apply(set))
                .withObjective(objective(job, set, defaults.objective()))
                .withRules(rules);
    }

    private static Objective objective(SimulationSettings job, SimulationOptions set, Objective defaults) {
        Optional<Double> headroom = set.find(PlannerOptions.HEADROOM);
        double share = headroom.isPresent()
                ? Objective.sloShareOf(headroom.get())
                : set.find(PlannerOptions.SLO_SHARE).orElse(defaults.sloShare());
        return new Objective(job.sloLag(), share, defaults.pricePerSlotHour(), defaults.pricePerViolationMinute());
    }
}
