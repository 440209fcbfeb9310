package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Quarantined;
import io.foretide.planner.learned.Quarantine;

/** Keeps away from sizes that did not work, which also takes the job back from one. */
public final class Quarantines implements Rule {
    @Override
    public String name() {
        return "quarantine";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Proposal kept = proposal;
        for (Quarantine quarantine : context.state().history().quarantined()) {
            int size = quarantine.taskManagers();
            if (quarantine.tooSmall() && kept.taskManagers() <= size) {
                kept = kept.adjusted(name(), size + 1, new Quarantined(size, quarantine.why()));
            } else if (!quarantine.tooSmall() && kept.taskManagers() >= size) {
                kept = kept.adjusted(name(), Math.max(1, size - 1), new Quarantined(size, quarantine.why()));
            }
        }
        return kept;
    }
}
