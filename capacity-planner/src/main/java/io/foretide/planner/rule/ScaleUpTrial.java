package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause;
import io.foretide.planner.learned.Rescaled;

/** Waits for the last scale up to show that it helps before another one. */
public final class ScaleUpTrial implements Rule {
    @Override
    public String name() {
        return "scale-up trial";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        boolean onTrial =
                context.state().history().onTrial().filter(Rescaled::isUp).isPresent();
        return onTrial && proposal.taskManagers() > current
                ? proposal.adjusted(name(), current, RuleCause.Plain.SCALE_UP_ON_TRIAL)
                : proposal;
    }
}
