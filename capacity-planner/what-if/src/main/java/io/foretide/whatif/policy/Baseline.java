package io.foretide.whatif.policy;

import io.foretide.planner.simulation.SizingPolicy;
import java.util.function.Function;

/**
 * A policy without options, from the size that fits the load just before.
 *
 * @param making makes it for a run
 */
record Baseline(
        String name, String help, ForecastUse forecasts, Offer offer, Function<PolicyInputs, SizingPolicy> making)
        implements ComparedPolicy {
    @Override
    public PolicyRun open(PolicyInputs inputs) {
        return inputs.run(making.apply(inputs));
    }
}
