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
    /** Kubernetes' autoscaler at a target ratio. */
    static Baseline podAutoscaler(String name, double targetRatio) {
        return new Baseline(
                name,
                "Kubernetes' HorizontalPodAutoscaler on recorded CPU, or else on busy time",
                ForecastUse.NONE,
                Offer.CHOICE,
                inputs -> RecordedCpu.autoscaler(inputs.setup().load().window(), targetRatio));
    }

    @Override
    public PolicyRun open(PolicyInputs inputs) {
        return inputs.run(making.apply(inputs));
    }
}
