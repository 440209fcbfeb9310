package io.foretide.planner.fleet;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.FleetCause;
import io.foretide.planner.decision.RuleCause.Cooling;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;

/** What a job would have if it were alone: what the next plan of its fleet goes by. */
public final class Wish {
    private Wish() {}

    /**
     * The TaskManagers that a job's planner wanted before its fleet changed that; those decided where it did not. More that are
     * only held back by the cooldown are wanted, too: others would have to return them in a few minutes.
     */
    public static int of(ScalingDecision decision) {
        return decision.adjustments().stream()
                .filter(adjustment -> adjustment.cause() instanceof FleetCause || isCoolingGrowth(adjustment))
                .findFirst()
                .map(Adjustment::fromTaskManagers)
                .orElseGet(() -> decided(decision));
    }

    private static boolean isCoolingGrowth(Adjustment adjustment) {
        return adjustment.cause() instanceof Cooling && adjustment.fromTaskManagers() > adjustment.toTaskManagers();
    }

    private static int decided(ScalingDecision decision) {
        return decision instanceof Rescale rescale ? rescale.toTaskManagers() : ((Hold) decision).taskManagers();
    }
}
