package io.foretide.planner.simulation;

import io.foretide.text.Check;

/**
 * Rate that slots process together: linear, or with diminishing returns after the Universal Scalability Law without its
 * crosstalk term (N. J. Gunther, "Guerrilla Capacity Planning", 2007), divided by the skew of the busiest slot.
 *
 * @param recordsPerSecondPerSlot true processing rate of one slot alone
 * @param contention share of the work that does not run in parallel, 0 (linear) to below 1
 * @param skew load of the busiest slot as a multiple of the mean, at least 1
 */
public record ScalingCurve(double recordsPerSecondPerSlot, double contention, double skew) {
    public ScalingCurve {
        Check.that(
                recordsPerSecondPerSlot > 0 && Double.isFinite(recordsPerSecondPerSlot),
                "records per second per slot",
                recordsPerSecondPerSlot,
                "a finite number above 0");
        Check.that(contention >= 0 && contention < 1, "contention", contention, "0 to below 1");
        Check.that(skew >= 1 && Double.isFinite(skew), "skew", skew, "at least 1");
    }

    /** Every slot adds the same. */
    public static ScalingCurve linear(double recordsPerSecondPerSlot) {
        return new ScalingCurve(recordsPerSecondPerSlot, 0, 1);
    }

    /** Records/s that {@code slots} process when the busiest of them is busy all the time. */
    public double capacity(int slots) {
        return slots * recordsPerSecondPerSlot / (1 + contention * Math.max(0, slots - 1)) / skew;
    }
}
