package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.BudgetSpent;
import java.time.Duration;

/** Once the day's rescales are spent, nothing is scaled down; capacity that is needed still comes. */
public final class RestartBudget implements Rule {
    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public String name() {
        return "restart budget";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        int budget = context.settings().rules().rescalesPerDay();
        return proposal.taskManagers() < current && context.state().history().count(DAY, context.now()) >= budget
                ? proposal.adjusted(name(), current, new BudgetSpent(budget))
                : proposal;
    }
}
