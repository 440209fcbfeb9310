package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Cooling;
import io.foretide.planner.learned.Rescaled;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Leaves the size alone until the cooldown after the last rescale is over. */
public final class Cooldown implements Rule {
    @Override
    public String name() {
        return "cooldown";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Optional<Rescaled> last = context.state().history().last();
        if (last.isEmpty() || proposal.taskManagers() == context.state().taskManagers()) {
            return proposal;
        }
        Instant end = last.get().at().plus(context.settings().cooldown());
        return context.now().isBefore(end)
                ? proposal.adjusted(
                        name(), context.state().taskManagers(), new Cooling(Duration.between(context.now(), end)))
                : proposal;
    }
}
