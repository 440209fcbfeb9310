package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.OutOfBounds;
import io.foretide.planner.settings.Sizes;

/** Keeps the proposal between the fewest and the most TaskManagers that are allowed now. */
public final class Bounds implements Rule {
    @Override
    public String name() {
        return "bounds";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Sizes sizes = context.settings().sizes();
        return proposal.adjusted(
                name(),
                sizes.bounded(proposal.taskManagers()),
                new OutOfBounds(sizes.minTaskManagers(), sizes.maxTaskManagers()));
    }
}
