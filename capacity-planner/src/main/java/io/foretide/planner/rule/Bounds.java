package io.foretide.planner.rule;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.OutOfBounds;
import io.foretide.planner.settings.SizeWindow;
import io.foretide.planner.settings.Sizes;

/** Keeps the proposal between the fewest and the most TaskManagers that are allowed now. */
public final class Bounds implements Rule {
    @Override
    public String name() {
        return "bounds";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Sizes sizes = context.settings().sizes();
        int most = sizes.maxTaskManagers();
        if (proposal.taskManagers() == most && proposal.adjustments().isEmpty()) {
            int wanted = wanted(context); // a strategy that searches within the bounds proposes no more than they allow
            return wanted > most ? proposal.cut(name(), wanted, atMost(context)) : proposal;
        }
        return proposal.adjusted(
                name(),
                sizes.bounded(proposal.taskManagers()),
                proposal.taskManagers() > most ? atMost(context) : bounds(sizes));
    }

    private static int wanted(PlanContext context) {
        double exact = context.taskManagersFor(context.basis().need());
        return (int) Math.min(
                Integer.MAX_VALUE, context.settings().tuning().horizon().whole(exact));
    }

    /** What lies beyond the bounds, as too few slots, where it is that which bounds most. */
    private static Cause atMost(PlanContext context) {
        Sizes sizes = context.settings().sizes();
        return context.overrides()
                .limit()
                .filter(why -> context.overrides().max().orElse(Integer.MAX_VALUE) == sizes.maxTaskManagers())
                .orElseGet(() -> bounds(sizes));
    }

    private static Cause bounds(Sizes sizes) {
        return new OutOfBounds(
                sizes.minTaskManagers(),
                sizes.maxTaskManagers(),
                sizes.windows().stream().findFirst().map(SizeWindow::period));
    }
}
