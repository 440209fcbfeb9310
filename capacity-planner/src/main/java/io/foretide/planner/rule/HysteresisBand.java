package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.Hysteresis;
import io.foretide.planner.settings.Strategy.Threshold;

/**
 * For the threshold strategy: leaves the size alone while the need stays between the scale-down and the scale-up ratio of
 * the present capacity. The receding horizon has its hysteresis from the price of a rescale.
 */
public final class HysteresisBand implements Rule {
    @Override
    public String name() {
        return "hysteresis";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        if (proposal.taskManagers() == current || !(context.settings().strategy() instanceof Threshold band)) {
            return proposal;
        }
        double load = context.basis().loadOf(current);
        return load <= band.scaleUpRatio() && load >= band.scaleDownRatio()
                ? proposal.adjusted(name(), current, new Hysteresis(load, band.scaleDownRatio(), band.scaleUpRatio()))
                : proposal;
    }
}
