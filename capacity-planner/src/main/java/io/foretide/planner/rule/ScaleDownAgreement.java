package io.foretide.planner.rule;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause;
import io.foretide.planner.decision.RuleCause.Lagging;
import io.foretide.planner.decision.RuleCause.PresentNeed;

/**
 * Scales down only if a fresh forecast and the present load both say so, nothing lags, no rescale is under way and
 * checkpoints succeed: a smaller job would restart from an old one.
 */
public final class ScaleDownAgreement implements Rule {
    @Override
    public String name() {
        return "scale-down agreement";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        if (proposal.taskManagers() >= current) {
            return proposal;
        }
        Basis basis = context.basis();
        double limit = context.settings().toleratedLagSeconds();
        // first what somebody has to mend
        if (context.health().checkpointsFail()) {
            return proposal.adjusted(name(), current, RuleCause.Plain.CHECKPOINTS_FAIL);
        }
        if (basis.forecastPeak().isEmpty()) {
            return proposal.adjusted(name(), current, RuleCause.Plain.NO_FORECAST);
        }
        if (basis.lagSeconds() > limit) {
            return proposal.adjusted(name(), current, new Lagging(basis.lagSeconds(), limit));
        }
        if (context.state().history().pending().isPresent()) {
            return proposal.adjusted(name(), current, RuleCause.Plain.RESCALE_INCOMPLETE);
        }
        int present = Math.min(current, context.wholeTaskManagersFor(basis.demand()));
        return present > proposal.taskManagers()
                ? proposal.adjusted(name(), present, new PresentNeed(present))
                : proposal;
    }
}
