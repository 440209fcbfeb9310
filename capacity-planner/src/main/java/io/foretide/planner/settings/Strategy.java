package io.foretide.planner.settings;

import io.foretide.text.Check;
import java.time.Duration;

/** Strategy by which a size is proposed; the rules come after. */
public sealed interface Strategy {
    /**
     * The cheapest sequence of sizes over the forecast's horizon and the hours after it.
     *
     * @param rescaleWorth a rescale is worth running the new size for this long
     * @param easyRescalesPerDay with this many rescales a day their price has doubled; it grows with their square
     */
    record RecedingHorizon(Duration rescaleWorth, double easyRescalesPerDay) implements Strategy {
        /** Figures that did well on the validation parts of all traces. */
        public static final RecedingHorizon DEFAULT = new RecedingHorizon(Duration.ofMinutes(50), 1.5);

        public RecedingHorizon {
            Check.positive("rescaleWorth", rescaleWorth);
            Check.that(
                    easyRescalesPerDay > 0 && Double.isFinite(easyRescalesPerDay),
                    "easyRescalesPerDay",
                    easyRescalesPerDay,
                    "a finite number above 0");
        }
    }

    /**
     * The reference design's thresholds on the need.
     *
     * @param headroom quantile of the forecast that is planned for
     * @param utilizationTarget share of the true processing rate that counts as capacity
     * @param scaleUpRatio scale up when the need exceeds this multiple of the present capacity (above 1)
     * @param scaleDownRatio scale down when the need is below this multiple of the present capacity (below 1)
     * @param catchUp time in which a backlog should be worked off
     */
    record Threshold(
            double headroom, double utilizationTarget, double scaleUpRatio, double scaleDownRatio, Duration catchUp)
            implements Strategy {
        /** The reference design's numbers. */
        public static final Threshold DEFAULT = new Threshold(0.9, 0.75, 1.2, 0.6, Duration.ofMinutes(10));

        public Threshold {
            Check.that(headroom > 0 && headroom < 1, "headroom", headroom, "a quantile between 0 and 1");
            Check.that(
                    utilizationTarget > 0 && utilizationTarget <= 1,
                    "utilizationTarget",
                    utilizationTarget,
                    "above 0 and at most 1");
            Check.that(scaleUpRatio > 1, "scaleUpRatio", scaleUpRatio, "above 1");
            Check.that(scaleDownRatio > 0 && scaleDownRatio < 1, "scaleDownRatio", scaleDownRatio, "between 0 and 1");
            Check.positive("catchUp", catchUp);
        }
    }

    /**
     * Follows present and forecast demand with a headroom each: acts on a shortage, on a lag or on a forecast shortage, and
     * gives back what neither needs. Its numbers hold the field's reactive rules ({@code forecastFactor} 0) and the forecast's
     * as special cases, and are meant to be chosen by the job's own past. Slots are asked for a load of
     *
     * <pre>
     * up   = max(level * headroom + backlog / catchUp, forecastFactor * peak(quantile, upAhead))
     * down = max(up, level * downHeadroom, forecastFactor * peak(quantile, downAhead))
     * </pre>
     *
     * <p>A scale down leaves the most that {@code down} has asked for within {@link RuleSettings#stabilization}.
     *
     * @param headroom capacity asked for as a multiple of the present demand
     * @param averaging time whose mean is the present demand
     * @param quantile of the forecast that counts
     * @param forecastFactor on that quantile; 0 leaves the forecast out
     * @param upAhead so far ahead a larger load is prepared for
     * @param toleratedOverload scales up when demand, present or forecast, exceeds this multiple of the capacity
     * @param toleratedLag scales up when the lag exceeds this share of the objective
     * @param catchUp time in which a backlog is worked off
     * @param downHeadroom least capacity that a scale down leaves, as a multiple of the present demand
     * @param downAhead so far ahead a scale down has to do
     * @param leastStepDown share of the TaskManagers that a scale down gives back at least
     * @param downCooldown least time from a rescale to a scale down
     */
    record TargetTracking(
            double headroom,
            Duration averaging,
            double quantile,
            double forecastFactor,
            Duration upAhead,
            double toleratedOverload,
            double toleratedLag,
            Duration catchUp,
            double downHeadroom,
            Duration downAhead,
            double leastStepDown,
            Duration downCooldown)
            implements Strategy {
        /** Near the defaults of the field's reactive autoscalers, with the forecast's 0.9 quantile of the next ten minutes. */
        public static final TargetTracking DEFAULT = new TargetTracking(
                1.4,
                Duration.ofMinutes(2),
                0.9,
                1,
                Duration.ofMinutes(10),
                1,
                0.5,
                Duration.ofMinutes(2),
                1.2,
                Duration.ofMinutes(20),
                0.1,
                Duration.ofMinutes(15));

        public TargetTracking {
            factor("headroom", headroom, 0.5, 10);
            Check.positive("averaging", averaging);
            Check.that(quantile > 0 && quantile < 1, "quantile", quantile, "between 0 and 1");
            factor("forecastFactor", forecastFactor, 0, 10);
            Check.positive("upAhead", upAhead);
            factor("toleratedOverload", toleratedOverload, 0.1, 10);
            factor("toleratedLag", toleratedLag, 0.01, 10);
            Check.positive("catchUp", catchUp);
            factor("downHeadroom", downHeadroom, 0.5, 10);
            Check.positive("downAhead", downAhead);
            factor("leastStepDown", leastStepDown, 0, 1);
            Check.positive("downCooldown", downCooldown);
        }

        private static void factor(String name, double value, double least, double most) {
            Check.that(value >= least && value <= most, name, value, least + " to " + most);
        }
    }
}
