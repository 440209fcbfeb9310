package io.foretide.planner.policy;

import io.foretide.planner.Basis;
import io.foretide.planner.PlanContext;
import io.foretide.planner.Proposal;
import io.foretide.planner.ScalingPolicy;
import java.util.Locale;

/** Scales down only if a fresh forecast and the present load both say so, and nothing lags. */
public final class ScaleDownAgreement implements ScalingPolicy {
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
        if (basis.forecastPeak().isEmpty()) {
            return proposal.adjusted(name(), current, "there is no fresh forecast to agree");
        }
        double limit = context.settings().sloLag().toMillis() / 2000.0;
        if (basis.lagSeconds() > limit) {
            return proposal.adjusted(
                    name(),
                    current,
                    String.format(Locale.ROOT, "the lag of %.0f s exceeds %.0f s", basis.lagSeconds(), limit));
        }
        return proposal;
    }
}
