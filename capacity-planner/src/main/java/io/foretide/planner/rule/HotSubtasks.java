package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Hot;
import io.foretide.telemetry.HotSubtask;
import java.util.Optional;

/** Throws no slots at a hot key: where one subtask has all to do and the others wait, more of them would wait as well. */
public final class HotSubtasks implements Rule {
    @Override
    public String name() {
        return "hot subtask";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        Optional<HotSubtask> hot = context.basis().hotSubtask();
        return proposal.taskManagers() <= current || hot.isEmpty()
                ? proposal
                : proposal.adjusted(name(), current, new Hot(hot.get()));
    }
}
