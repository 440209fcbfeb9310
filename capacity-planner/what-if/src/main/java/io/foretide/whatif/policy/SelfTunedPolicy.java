package io.foretide.whatif.policy;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.PlannedSizing;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.tune.RecentPast;
import io.foretide.whatif.tune.SelfTuning;
import java.util.List;

/** A planner that tunes itself as it goes. Options that name the strategy's numbers fix them: nothing is tuned then. */
record SelfTunedPolicy(String name, String help, PlannerPolicy planner) implements ComparedPolicy {
    private static final List<SimulationOption<?>> FIXING =
            List.of(PlannerOptions.HEADROOM, PlannerOptions.RESCALE_WORTH, PlannerOptions.EASY_RESCALES_PER_DAY);

    @Override
    public List<SimulationOption<?>> options() {
        return planner.options();
    }

    @Override
    public ForecastUse forecasts() {
        return planner.forecasts();
    }

    @Override
    public Offer offer() {
        return Offer.ALWAYS;
    }

    @Override
    public boolean tunesItself() {
        return true;
    }

    @Override
    public PolicyRun open(PolicyInputs inputs) {
        PlannerSettings settings = planner.settings(inputs.setup());
        PlannedSizing sizing = planner.sizing(name, inputs);
        if (FIXING.stream()
                .anyMatch(option -> inputs.setup().options().find(option).isPresent())) {
            return inputs.run(sizing);
        }
        RecentPast past = new RecentPast(inputs.setup(), inputs.pastForecasts(), settings);
        return inputs.run(new SelfTuning(sizing, past));
    }
}
