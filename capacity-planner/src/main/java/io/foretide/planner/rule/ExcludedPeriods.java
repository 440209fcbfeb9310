package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Excluded;
import io.foretide.planner.settings.DailyPeriod;

/** Rescales nothing in the times that the user has excluded. */
public final class ExcludedPeriods implements Rule {
    @Override
    public String name() {
        return "excluded period";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        for (DailyPeriod period : context.settings().rules().excluded()) {
            if (period.holds(context.now())) {
                return proposal.adjusted(name(), context.state().taskManagers(), new Excluded(period));
            }
        }
        return proposal;
    }
}
