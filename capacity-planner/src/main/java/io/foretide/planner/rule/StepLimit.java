package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.StepLimited;
import io.foretide.planner.settings.RuleSettings;

/** Limits how many TaskManagers one rescale adds or removes. */
public final class StepLimit implements Rule {
    @Override
    public String name() {
        return "step limit";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        RuleSettings rules = context.settings().rules();
        int step = proposal.taskManagers() - current;
        int up = rules.mostUp().orElse(Integer.MAX_VALUE);
        int down = rules.mostDown().orElse(Integer.MAX_VALUE);
        if (step > up) {
            return proposal.adjusted(name(), current + up, new StepLimited(up, true));
        }
        return -step > down ? proposal.adjusted(name(), current - down, new StepLimited(down, false)) : proposal;
    }
}
