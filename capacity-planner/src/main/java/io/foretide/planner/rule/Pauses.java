package io.foretide.planner.rule;

import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause;

/** Does not scale in a direction that a person has paused. */
public final class Pauses implements Rule {
    @Override
    public String name() {
        return "pause";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Overrides overrides = context.overrides();
        int current = context.state().taskManagers();
        if (overrides.pausedUp() && proposal.taskManagers() > current) {
            return proposal.adjusted(name(), current, RuleCause.Plain.PAUSED_UP);
        }
        if (overrides.pausedDown() && proposal.taskManagers() < current) {
            return proposal.adjusted(name(), current, RuleCause.Plain.PAUSED_DOWN);
        }
        return proposal;
    }
}
