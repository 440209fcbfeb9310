package io.foretide.planner.rule;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;

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
        double limit = context.settings().objective().sloLagSeconds() / 2;
        if (basis.forecastPeak().isEmpty()) {
            return proposal.adjusted(name(), current, "there is no fresh forecast to agree");
        }
        if (basis.lagSeconds() > limit) {
            return proposal.adjusted(
                    name(),
                    current,
                    "the lag of " + Math.round(basis.lagSeconds()) + " s exceeds " + Math.round(limit) + " s");
        }
        if (context.state().history().pending().isPresent()) {
            return proposal.adjusted(name(), current, "the last rescale is not complete");
        }
        if (context.health().checkpointsFail()) {
            return proposal.adjusted(name(), current, "checkpoints fail");
        }
        int present = Math.min(current, basis.taskManagersFor(basis.demand()));
        return present > proposal.taskManagers()
                ? proposal.adjusted(name(), present, "the present load needs " + present)
                : proposal;
    }
}
