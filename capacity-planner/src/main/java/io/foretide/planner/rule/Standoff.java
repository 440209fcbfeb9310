package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.SetByOthers;
import io.foretide.planner.learned.RescaleHistory.Foreign;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Leaves a size alone that somebody else has set, for as long as the rules say: two that both scale would fight. A size that came
 * with a manifest, and need not be meant, is raised where the lag is beyond the objective; one that comes again is meant.
 */
public final class Standoff implements Rule {
    @Override
    public String name() {
        return "standoff";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Optional<Foreign> foreign = context.state().history().foreign();
        int current = context.state().taskManagers();
        if (foreign.isEmpty() || foreign.get().taskManagers() != current) {
            return proposal;
        }
        Foreign change = foreign.get();
        Duration standoff = context.settings().rules().standoff();
        Instant end = change.at().plus(standoff);
        if (!context.now().isBefore(end) || context.overrides().isReclaimed(change.at())) {
            return proposal;
        }
        boolean meant = change.isMeant(standoff);
        return !meant && proposal.taskManagers() > current && isBeyondObjective(context)
                ? proposal
                : proposal.adjusted(name(), current, new SetByOthers(change.by(), change.taskManagers(), end, meant));
    }

    private static boolean isBeyondObjective(PlanContext context) {
        return context.basis().lagSeconds()
                > Durations.seconds(context.settings().sloLag());
    }
}
