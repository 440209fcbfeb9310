package io.foretide.whatif.policy;

import io.foretide.planner.baselines.OperatorRequest.Variant;
import io.foretide.planner.simulation.Plan;

/** The autoscaler of Flink's Kubernetes operator, whose plan comes from a {@link FlinkOperatorProcess}. */
record FlinkOperator(Variant variant, String help, Offer offer) implements ComparedPolicy {
    @Override
    public String name() {
        return variant.policyName();
    }

    @Override
    public boolean plansAhead() {
        return true;
    }

    @Override
    public PolicyRun open(PolicyInputs inputs) {
        int start = inputs.setup().startTaskManagers();
        Plan plan = new FlinkOperatorProcess(inputs.installation(), inputs.progress())
                .run(inputs.settings(), inputs.setup().simulated(), start, variant);
        return inputs.run(plan, start);
    }
}
