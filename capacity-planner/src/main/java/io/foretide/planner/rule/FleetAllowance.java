package io.foretide.planner.rule;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.Allowance.Limit;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Plain;

/**
 * Gives a job no more than its fleet leaves it, though never less than its minimum, and lets it wait for its turn to rescale. A job
 * that has to yield does so whatever its load and the rules before say, but not into a restart that is under way, nor back to an
 * old checkpoint.
 */
public final class FleetAllowance implements Rule {
    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        return context.allowance()
                .map(allowance -> inTurn(limited(proposal, allowance, context), allowance, context))
                .orElse(proposal);
    }

    private Proposal limited(Proposal proposal, Allowance allowance, PlanContext context) {
        int least = context.settings().minTaskManagers();
        return allowance
                .limit()
                .filter(limit -> Math.max(least, limit.taskManagers()) < proposal.taskManagers())
                .map(limit -> lowered(proposal, limit, context))
                .orElse(proposal);
    }

    private Proposal lowered(Proposal proposal, Limit limit, PlanContext context) {
        int size = Math.max(context.settings().minTaskManagers(), limit.taskManagers());
        int kept = Math.min(context.state().taskManagers(), proposal.taskManagers());
        Proposal lowered = proposal.adjusted(name(), size, limit.why());
        if (size >= kept) {
            return lowered;
        }
        if (context.health().checkpointsFail()) {
            return lowered.adjusted(name(), kept, Plain.CHECKPOINTS_FAIL);
        }
        return context.state().history().pending().isPresent()
                ? lowered.adjusted(name(), kept, Plain.RESCALE_INCOMPLETE)
                : lowered;
    }

    private Proposal inTurn(Proposal proposal, Allowance allowance, PlanContext context) {
        return allowance
                .notYet()
                .map(why -> proposal.adjusted(name(), context.state().taskManagers(), why))
                .orElse(proposal);
    }
}
