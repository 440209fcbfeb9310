package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Idle;

/**
 * Doubles at most where records wait although the slots are idle: something else than slots limits such a job, so more of them
 * have to show that they help, and how much, before still more are tried.
 */
public final class IdleSlots implements Rule {
    @Override
    public String name() {
        return "idle slots";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int most = 2 * context.state().taskManagers();
        double busy = context.basis().busyRatio().orElse(1.0);
        return proposal.taskManagers() > most
                        && busy < context.settings().rateLearning().maxStuckBusyRatio()
                        && context.isLate()
                ? proposal.adjusted(name(), most, new Idle(busy))
                : proposal;
    }
}
