package io.foretide.planner.learned;

import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.Check;
import io.foretide.text.Durations;

/**
 * The factor on the planned-for quantile, adapted to how often the objective was really missed: up with every tick
 * beyond it, down a little with every other, each by as much as it is long, so that in the long run half the tolerated share is used.
 * A tick beyond it counts by the share of the half budget that is used: a rare burst, which the budget can bear, hardly makes the
 * nights after it dearer, one more when little is left does.
 *
 * <p>The idea is adaptive conformal inference (Gibbs and Candès, "Adaptive Conformal Inference Under Distribution Shift",
 * NeurIPS 2021), applied to the outcome instead of the forecast.
 *
 * @param factor 1 changes nothing
 */
public record RiskMargin(double factor) {
    /** No experience yet. */
    public static final RiskMargin NEUTRAL = new RiskMargin(1);

    public RiskMargin {
        Check.that(factor > 0 && Double.isFinite(factor), "risk margin", factor, "a finite number above 0");
    }

    /**
     * The margin after a tick beyond the objective.
     *
     * @param used share of the error budget that is used ({@link ErrorBudget#used})
     */
    public RiskMargin missed(double used, PlannerSettings settings) {
        return changed(Math.min(1, used / tuning(settings).usedShareOfTolerance()), settings);
    }

    /** The margin after a tick that kept the objective. */
    public RiskMargin kept(PlannerSettings settings) {
        return changed(
                -tuning(settings).usedShareOfTolerance()
                        * (1 - settings.objective().sloShare()),
                settings);
    }

    private RiskMargin changed(double steps, PlannerSettings settings) {
        LearningSettings.Margin tuning = tuning(settings);
        double minutes = Durations.seconds(settings.timing().tick()) / 60;
        double next = factor + steps * tuning.step() * minutes;
        return new RiskMargin(Math.max(tuning.min(), Math.min(tuning.max(), next)));
    }

    private static LearningSettings.Margin tuning(PlannerSettings settings) {
        return settings.tuning().learning().margin();
    }
}
