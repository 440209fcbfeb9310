package io.foretide.planner.policy;

import io.foretide.planner.PlanContext;
import io.foretide.planner.Proposal;
import io.foretide.planner.ScalingPolicy;
import java.util.Locale;

/** Leaves the size alone while the need stays between the scale-down and the scale-up ratio of the present capacity. */
public final class HysteresisBand implements ScalingPolicy {
    @Override
    public String name() {
        return "hysteresis";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        double load = context.basis().loadOf(current);
        double up = context.settings().scaleUpRatio();
        double down = context.settings().scaleDownRatio();
        return load <= up && load >= down
                ? proposal.adjusted(
                        name(),
                        current,
                        String.format(
                                Locale.ROOT, "the need is %.2f of the capacity, within %.2f to %.2f", load, down, up))
                : proposal;
    }
}
