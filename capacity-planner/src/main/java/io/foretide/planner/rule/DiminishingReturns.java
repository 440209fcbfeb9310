package io.foretide.planner.rule;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Diminishing;
import io.foretide.planner.learned.RatesBySize.Alike;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Sizes;

/**
 * Stops a job that lags where twice the slots or more bring hardly anything, by what they processed of late, if more arrives than
 * they can, or the job is late and fewer carry what arrives again. Takes the job back from there. Where they make the difference, it gets them.
 */
public final class DiminishingReturns implements Rule {
    @Override
    public String name() {
        return "diminishing returns";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        PlannerSettings settings = context.settings();
        if (!context.isLate()) {
            return proposal;
        }
        return context.state()
                .learned()
                .ratesBySize()
                .alike(
                        settings.tuning().trials().enoughShare(),
                        settings.sizes().subtasksOn(settings.sizes().maxTaskManagers()),
                        settings.tuning().learning().bySize(),
                        context.now())
                .filter(alike -> isBeyond(alike, context) || isLate(alike, context))
                .map(alike -> cause(alike, context))
                .filter(cause -> proposal.taskManagers() > cause.few())
                .map(cause -> proposal.adjusted(
                        name(),
                        mayShrink(context)
                                ? cause.few()
                                : Math.max(cause.few(), Math.min(current, proposal.taskManagers())),
                        cause))
                .orElse(proposal);
    }

    private static Diminishing cause(Alike alike, PlanContext context) {
        Sizes sizes = context.settings().sizes();
        return new Diminishing(
                sizes.taskManagersAt(alike.few()),
                sizes.taskManagersAt(alike.many()),
                alike.byFew(),
                alike.byMany(),
                context.basis().demand());
    }

    /** Whether more arrives than many can process, by as much as they are worth. */
    private static boolean isBeyond(Alike alike, PlanContext context) {
        double most = Math.max(alike.byFew(), alike.byMany());
        return context.settings().tuning().trials().enoughShare()
                        * context.basis().demand()
                > most;
    }

    /** Whether the objective is missed anyway and few carry what arrives. */
    private static boolean isLate(Alike alike, PlanContext context) {
        Basis basis = context.basis();
        PlannerSettings settings = context.settings();
        double load = Math.max(basis.demand(), basis.forecastPeak().orElse(0.0));
        return basis.lagSeconds() > settings.objective().sloLagSeconds()
                && load <= settings.tuning().requirement().medianUtilization() * alike.byFew();
    }

    /** A rescale that is under way or on trial is waited for. */
    private static boolean mayShrink(PlanContext context) {
        RescaleHistory history = context.state().history();
        return history.pending().isEmpty()
                && history.onTrial().isEmpty()
                && !context.health().checkpointsFail();
    }
}
