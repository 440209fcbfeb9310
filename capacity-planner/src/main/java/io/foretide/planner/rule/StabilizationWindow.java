package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Stabilization;
import io.foretide.planner.learned.RescaleHistory.Proposed;
import java.util.List;

/** Scales down at most to the largest size that was proposed within the stabilization window. */
public final class StabilizationWindow implements Rule {
    @Override
    public String name() {
        return "stabilization window";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        List<Proposed> proposed = context.state().history().proposed();
        int current = context.state().taskManagers();
        if (proposal.taskManagers() >= current || proposed.isEmpty()) {
            return proposal;
        }
        int largest = proposed.get(0).taskManagers();
        return largest > proposal.taskManagers()
                ? proposal.adjusted(
                        name(),
                        Math.min(current, largest),
                        new Stabilization(largest, context.settings().rules().stabilization()))
                : proposal;
    }
}
