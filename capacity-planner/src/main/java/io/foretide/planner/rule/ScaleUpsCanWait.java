package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.CanWait;
import io.foretide.planner.decision.Staying;
import io.foretide.planner.settings.PlannerSettings;
import java.time.Instant;

/**
 * A scale up that may as well be asked for at the next tick is not asked for now: by then the load may turn out smaller, or it is
 * known better how many are needed. It may if that is not too late in the share of the futures that is planned for, the job is not
 * late now, and it can be asked for then.
 */
public final class ScaleUpsCanWait implements Rule {
    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        return proposal.taskManagers() <= current || context.isLate() || isExcludedNext(context)
                ? proposal
                : context.basis()
                        .staying()
                        .filter(staying -> isBearable(staying, context.settings()))
                        .map(staying -> proposal.adjusted(name(), current, new CanWait(staying)))
                        .orElse(proposal);
    }

    private static boolean isBearable(Staying staying, PlannerSettings settings) {
        return staying.late() <= (1 - settings.objective().quantile()) * staying.futures();
    }

    private static boolean isExcludedNext(PlanContext context) {
        Instant next = context.now().plus(context.settings().timing().tick());
        return context.settings().rules().excluded().stream().anyMatch(period -> period.holds(next));
    }
}
