package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.SetByOthers;
import io.foretide.planner.learned.RescaleHistory.Foreign;
import java.time.Instant;
import java.util.Optional;

/** Leaves a size alone that somebody else has set, for as long as the rules say: two that both scale would fight. */
public final class Standoff implements Rule {
    @Override
    public String name() {
        return "standoff";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Optional<Foreign> foreign = context.state().history().foreign();
        if (foreign.isEmpty() || foreign.get().taskManagers() != context.state().taskManagers()) {
            return proposal;
        }
        Instant end = foreign.get().at().plus(context.settings().rules().standoff());
        return context.now().isBefore(end)
                ? proposal.adjusted(
                        name(),
                        context.state().taskManagers(),
                        new SetByOthers(foreign.get().by(), foreign.get().taskManagers(), end))
                : proposal;
    }
}
