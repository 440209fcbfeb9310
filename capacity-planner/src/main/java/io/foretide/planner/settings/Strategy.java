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
}
