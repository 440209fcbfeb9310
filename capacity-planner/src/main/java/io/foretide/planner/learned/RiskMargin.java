package io.foretide.planner.learned;

import io.foretide.planner.settings.Objective;
import io.foretide.text.Check;

/**
 * The factor on the planned-for quantile, adapted to how often the objective was really missed: up with every minute
 * beyond it, down a little with every other, so that in the long run half the tolerated share is used.
 *
 * <p>The idea is adaptive conformal inference (Gibbs and Candès, "Adaptive Conformal Inference Under Distribution Shift",
 * NeurIPS 2021), applied to the outcome instead of the forecast.
 *
 * @param factor 0.9 to 2
 */
public record RiskMargin(double factor) {
    /** No experience yet. */
    public static final RiskMargin NEUTRAL = new RiskMargin(1);

    private static final double STEP = 0.1;
    private static final double LEAST = 0.9;
    private static final double MOST = 2;
    private static final double USED = 0.5;

    public RiskMargin {
        Check.that(factor >= LEAST && factor <= MOST, "risk margin", factor, LEAST + " to " + MOST);
    }

    /** The margin after a minute whose lag was {@code lagSeconds}. */
    public RiskMargin observe(double lagSeconds, Objective objective) {
        double next = lagSeconds > objective.sloLagSeconds()
                ? factor + STEP
                : factor - STEP * USED * (1 - objective.sloShare());
        return new RiskMargin(Math.max(LEAST, Math.min(MOST, next)));
    }
}
