package io.foretide.planner.policy;

import io.foretide.planner.PlanContext;
import io.foretide.planner.Proposal;
import io.foretide.planner.ScalingPolicy;

/** Keeps the proposal between the user's least and most TaskManagers. */
public final class Bounds implements ScalingPolicy {
    @Override
    public String name() {
        return "bounds";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int min = context.settings().minTaskManagers();
        int max = context.settings().maxTaskManagers();
        int bounded = context.settings().sizes().bounded(proposal.taskManagers());
        return bounded == proposal.taskManagers()
                ? proposal
                : proposal.adjusted(name(), bounded, min + " to " + max + " TaskManagers are allowed");
    }
}
