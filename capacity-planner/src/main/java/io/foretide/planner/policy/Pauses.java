package io.foretide.planner.policy;

import io.foretide.planner.Controls;
import io.foretide.planner.PlanContext;
import io.foretide.planner.Proposal;
import io.foretide.planner.ScalingPolicy;

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
