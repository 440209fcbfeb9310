package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.MaxParallelism;
import io.foretide.planner.settings.Sizes;

/** Never proposes more TaskManagers than the max parallelism of the job's vertices can use. */
public final class UsableSlots implements Rule {
    @Override
    public String name() {
        return "max parallelism";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Sizes sizes = context.settings().sizes();
        int usable = Math.max(sizes.usableTaskManagers(), sizes.minTaskManagers());
        return proposal.taskManagers() <= usable
                ? proposal
                : proposal.adjusted(
                        name(), usable, new MaxParallelism(sizes.topology().maxParallelism(), usable));
    }
}
