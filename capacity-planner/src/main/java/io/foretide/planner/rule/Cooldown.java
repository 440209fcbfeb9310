package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Cooling;
import io.foretide.planner.decision.RuleCause.Outgrown;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Leaves the size alone until the cooldown after the last rescale is over. It is there against flapping: a load that is beyond
 * what the last scale up brought, so that more waits than is tolerated, is rescued at once, a few times within a cooldown.
 */
public final class Cooldown implements Rule {
    /** A spike that is seen while it begins is under-sized once or twice; a load that outgrows more is no spike. */
    private static final int RESCUES = 2;

    @Override
    public String name() {
        return "cooldown";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        RescaleHistory history = context.state().history();
        Optional<Rescaled> last = history.last();
        int current = context.state().taskManagers();
        if (last.isEmpty() || proposal.taskManagers() == current) {
            return proposal;
        }
        Duration cooldown = context.settings().cooldown();
        Instant end = last.get().at().plus(cooldown);
        if (!context.now().isBefore(end)) {
            return proposal;
        }
        double newest = context.state().learned().demand().newest();
        boolean outgrown = last.get().isUp()
                && history.pending().isEmpty()
                && proposal.taskManagers() > current
                && mostOn(current, context) < newest
                && context.isLate();
        return outgrown && history.count(cooldown, context.now()) <= RESCUES
                ? proposal.noted(name(), new Outgrown(newest))
                : proposal.adjusted(name(), current, new Cooling(Duration.between(context.now(), end)));
    }

    /** What so many TaskManagers can process, records/s: without the caution that a plan takes. */
    private static double mostOn(int taskManagers, PlanContext context) {
        double rate = context.state()
                .learned()
                .rate()
                .recordsPerSecondPerSlot()
                .orElse(context.basis().ratePerSlot());
        return rate * context.settings().sizes().subtasksOn(taskManagers);
    }
}
