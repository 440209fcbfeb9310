package io.foretide.planner.learned;

import io.foretide.telemetry.JobMetrics;
import java.util.OptionalDouble;

/**
 * The records/s that one slot processes when it is busy all the time, learned from what it did while partly busy, and how
 * sure that is.
 *
 * <p>The idea is the "true processing rate" of the DS2 controller (Kalavri et al., OSDI 2018): observed rate divided by
 * the busy share. Foretide divides by the hottest subtask's busy share, so that skew counts as lost capacity.
 *
 * @param recordsPerSecondPerSlot the present estimate, if there is one
 * @param deviation standard deviation of single measurements as a share of the estimate; a tenth is believed at first
 * @param samples measurements in it, the user's own figure counting as many
 */
public record TrueProcessingRate(OptionalDouble recordsPerSecondPerSlot, double deviation, int samples) {
    /** Below this busy ratio the quotient is mostly noise. */
    private static final double LEAST_BUSY = 0.2;

    private static final double WEIGHT = 0.1;
    private static final int SAMPLES_OF_A_PRIOR = 10;
    private static final double DEVIATION_OF_A_PRIOR = 0.1;

    /** Two standard errors of a moving mean with this weight, in deviations: 2 sqrt(w / (2 - w)). */
    private static final double TWO_ERRORS = 2 * Math.sqrt(WEIGHT / (2 - WEIGHT));

    private static final double MOST_CAUTION = 0.2;

    /** A rate that starts from what the user knows, if anything. */
    public static TrueProcessingRate startingFrom(OptionalDouble recordsPerSecondPerSlot) {
        return new TrueProcessingRate(
                recordsPerSecondPerSlot,
                DEVIATION_OF_A_PRIOR,
                recordsPerSecondPerSlot.isPresent() ? SAMPLES_OF_A_PRIOR : 0);
    }

    /** The estimate after one more measurement: a mean at first, then moving; a busier job teaches more. */
    public TrueProcessingRate observe(JobMetrics metrics, int parallelism) {
        if (metrics.busyRatio() < LEAST_BUSY || parallelism < 1 || metrics.recordsInPerSecond() <= 0) {
            return this;
        }
        double sample = metrics.recordsInPerSecond() / (parallelism * metrics.busyRatio());
        double estimate = recordsPerSecondPerSlot.orElse(sample);
        double bounded = Math.max(estimate / 2, Math.min(estimate * 2, sample));
        double weight = Math.max(1.0 / (samples + 1), WEIGHT * metrics.busyRatio());
        double error = bounded / estimate - 1;
        double spread = Math.sqrt(deviation * deviation + WEIGHT * (error * error - deviation * deviation));
        return new TrueProcessingRate(OptionalDouble.of(estimate + weight * (bounded - estimate)), spread, samples + 1);
    }

    /** The rate to plan with: two standard errors below the estimate, at most a fifth. */
    public OptionalDouble cautious() {
        double caution = Math.min(MOST_CAUTION, TWO_ERRORS * deviation);
        return recordsPerSecondPerSlot.isPresent()
                ? OptionalDouble.of(recordsPerSecondPerSlot.getAsDouble() * (1 - caution))
                : recordsPerSecondPerSlot;
    }
}
