package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.settings.Overrides;

/** Does not scale in a direction that a person has paused. */
public final class Pauses implements Rule {
    @Override
    public String name() {
        return "pause";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Overrides overrides = context.settings().overrides();
        int current = context.state().taskManagers();
        if (overrides.pausedUp() && proposal.taskManagers() > current) {
            return proposal.adjusted(name(), current, "scaling up is paused");
        }
        if (overrides.pausedDown() && proposal.taskManagers() < current) {
            return proposal.adjusted(name(), current, "scaling down is paused");
        }
        return proposal;
    }
}
