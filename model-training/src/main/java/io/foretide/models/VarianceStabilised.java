package io.foretide.models;

/**
 * The scale s = 2 sqrt(y + 3/8), in which counts have a nearly constant variance (Anscombe 1948), so that quiet and busy
 * hours weigh alike.
 */
final class VarianceStabilised {
    private VarianceStabilised() {}

    /** The scaled value of a demand in records/s; a negative demand counts as none. */
    static double of(double demand) {
        return 2 * Math.sqrt(Math.max(demand, 0) + 0.375);
    }

    /** The demand in records/s of a scaled value, never negative. */
    static double demand(double scaled) {
        double half = Math.max(scaled, 0) / 2;
        return Math.max(0, half * half - 0.375);
    }
}
