package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Capped;
import io.foretide.telemetry.CappedVertex;
import java.util.Optional;

/** Throws no slots at a vertex that works all the time and cannot have more subtasks: the others would wait for it as well. */
public final class CappedVertices implements Rule {
    @Override
    public String name() {
        return "capped vertex";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        Optional<CappedVertex> capped = context.basis().capped();
        return proposal.taskManagers() <= current || capped.isEmpty()
                ? proposal
                : proposal.adjusted(name(), current, new Capped(capped.get()));
    }
}
