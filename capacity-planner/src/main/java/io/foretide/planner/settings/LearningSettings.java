package io.foretide.planner.settings;

import io.foretide.text.Durations;
import java.time.Duration;

/** Figures of what is learned from a job. */
public record LearningSettings(Rate rate, BySize bySize, Demand demand, Margin margin, Day day, Needs needs) {
    static final LearningSettings DEFAULT = new LearningSettings(
            new Rate(0.2, 0.5, 0.1, 10, 0.1, 0.2),
            new BySize(5, Duration.ofDays(1), 1.5, 16),
            new Demand(Duration.ofMinutes(3), 2, Duration.ofMinutes(20)),
            new Margin(0.1, 0.5, 0.9, 2),
            new Day(0.35, 2, Duration.ofHours(4)),
            new Needs(Duration.ofMinutes(2), Duration.ofMinutes(10), 1.4, 1.1));

    /**
     * Figures of the true processing rate.
     *
     * @param minBusyRatio below it the quotient of rate and busy share is mostly noise
     * @param maxStuckBusyRatio below it a job whose lag grows is limited by something else than its slots: a busy job with a
     *     burst within the minute is busier
     * @param weight of the newest minute of a job that is busy all the time: ten of them renew the estimate
     * @param priorSamples minutes that the user's own figure counts for: as many as renew it
     * @param priorDeviation of single measurements as a share of the estimate, believed at first
     * @param maxCaution largest share taken off the estimate for its uncertainty: beyond it noise, not the job, would decide
     */
    public record Rate(
            double minBusyRatio,
            double maxStuckBusyRatio,
            double weight,
            int priorSamples,
            double priorDeviation,
            double maxCaution) {
        /** The same figures for a measurement a tick instead of a minute. */
        Rate perMeasurement(Duration tick) {
            double minutes = Durations.seconds(tick) / 60;
            return new Rate(
                    minBusyRatio,
                    maxStuckBusyRatio,
                    Math.min(1, weight * minutes),
                    (int) Math.ceil(priorSamples / minutes),
                    priorDeviation,
                    maxCaution);
        }
    }

    /**
     * Figures of the rates by size.
     *
     * @param minSamples measurements without which a size is not known: the first after a restart are of a job that warms up
     * @param ofLate time after which a size is not known any more, so that one which brought nothing is tried again
     * @param changed factor by which a job processes otherwise that has changed: no noise of a moving mean is as large
     * @param maxSizes remembered: few jobs have more in a day
     */
    public record BySize(int minSamples, Duration ofLate, double changed, int maxSizes) {}

    /**
     * Figures of the present demand.
     *
     * @param levelSpan time whose measurements' mean is its level: Flink's own mean of a minute is too noisy to act on
     * @param minLevelMeasurements but never fewer than these, however long a tick is
     * @param maxSilence after a longer one what was measured before it is no longer recent
     */
    public record Demand(Duration levelSpan, int minLevelMeasurements, Duration maxSilence) {
        /** Measurements, one a tick, that make up a level. */
        int levelMeasurements(Duration tick) {
            return Math.max(minLevelMeasurements, (int) Math.ceil((double) levelSpan.toMillis() / tick.toMillis()));
        }
    }

    /**
     * Figures of the risk margin.
     *
     * @param step that a missed minute adds to the factor once the half budget is used: ten of them reach the largest one
     * @param usedShareOfTolerance share of the tolerated misses that the margin settles at: the other half is for what no margin
     *     helps against
     * @param min least factor: the quantile is the user's wish and little is taken off
     * @param max largest factor: more than twice the quantile is no matter of a margin
     */
    public record Margin(double step, double usedShareOfTolerance, double min, double max) {}

    /**
     * Figures of the typical day.
     *
     * @param weight of the newest day: the last three days make up most of it
     * @param maxUnusual largest multiple of the usual by which the present scales the rest of the day, and its inverse the
     *     least: more is an outlier
     * @param fade time in which a difference from the usual goes down to 1/e
     */
    public record Day(double weight, double maxUnusual, Duration fade) {}

    /**
     * Figures of how unequal the needs of slot sharing groups are.
     *
     * @param rising time in which a difference from a larger need goes down to 1/e: a group that is too small limits all others
     * @param falling the same of a smaller need: a group that has little to do for a while will have more again
     * @param reserve what a group gets beyond its need: it then works less than three quarters of what the bottleneck does
     * @param leastReserve with less a group is about to become the bottleneck
     */
    public record Needs(Duration rising, Duration falling, double reserve, double leastReserve) {
        /** A smaller need is not measured exactly enough to count on. */
        public static final double LEAST = 0.01;

        /** Weight of one measurement a tick. */
        public double weight(boolean rises, Duration tick) {
            Duration span = rises ? rising : falling;
            return 1 - Math.exp(-Durations.seconds(tick) / Durations.seconds(span));
        }
    }
}
