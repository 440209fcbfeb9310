package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;

/** Keeps the proposal between the user's least and most TaskManagers. */
public final class Bounds implements Rule {
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
