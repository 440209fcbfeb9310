package io.foretide.whatif.policy;

import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;

/**
 * A policy with one of its options set, whatever the setup says: a point of a frontier.
 *
 * @param value as it is written
 */
record Turned(ComparedPolicy policy, SimulationOption<?> option, String value) implements ComparedPolicy {
    @Override
    public String name() {
        return policy.name() + " " + option.name() + "=" + value;
    }

    @Override
    public String help() {
        return policy.help();
    }

    @Override
    public ForecastUse forecasts() {
        return policy.forecasts();
    }

    @Override
    public boolean tunesItself() {
        return policy.tunesItself();
    }

    @Override
    public boolean plansAhead() {
        return policy.plansAhead();
    }

    @Override
    public PolicyRun open(PolicyInputs inputs) {
        SimulationOptions options = inputs.setup().options().withText(option, value);
        return policy.open(new PolicyInputs(
                inputs.setup().with(options),
                inputs.simulator(),
                inputs.installation(),
                inputs.history(),
                inputs.bestPlans(),
                inputs.progress()));
    }
}
