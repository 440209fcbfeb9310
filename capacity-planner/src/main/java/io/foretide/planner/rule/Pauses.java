package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.settings.Controls;

/** Does not scale in a direction that a person has paused. */
public final class Pauses implements ScalingPolicy {
    @Override
    public String name() {
        return "pause";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Controls controls = context.settings().controls();
        int current = context.state().taskManagers();
        if (controls.pausedUp() && proposal.taskManagers() > current) {
            return proposal.adjusted(name(), current, "scaling up is paused");
        }
        if (controls.pausedDown() && proposal.taskManagers() < current) {
            return proposal.adjusted(name(), current, "scaling down is paused");
        }
        return proposal;
    }
}
