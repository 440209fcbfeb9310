package io.foretide.models;

import java.util.Arrays;

/**
 * Weights of an ensemble's members in one part of the horizon, learned outcome by outcome: a member whose loss is above the
 * smallest loses weight at once, and each keeps a small share of all, so that any of them can lead within minutes after the load
 * has changed.
 *
 * <pre>
 * loss(m)        = |error(m) - correction(m)|
 * usual(m)      += pace * (loss(m) - usual(m))                              pace = max(1 / outcomes, PACE)
 * weight(m)     *= exp(-RATE * min(MAX_LOSS, (loss(m) - smallest loss) / smallest usual)), then divided by the sum
 * weight(m)      = (1 - SHARE) * weight(m) + SHARE / members
 * correction(m) += pace * usual(m) * sign(error(m) - correction(m))         0 where nothing is corrected
 * </pre>
 *
 * <p>This is the fixed share of Herbster and Warmuth, "Tracking the Best Expert" (1998), with losses in units of the best member's;
 * the correction tracks the median as the quantile tracking of Angelopoulos, Candès and Tibshirani (2023) does. Not thread-safe.
 */
final class MemberWeights {
    // the best of those tried on the validation parts of 34 traces, a third of them with levels that leave their past
    private static final double RATE = 0.1;
    private static final double SHARE = 0.002;
    private static final double PACE = 0.01;
    private static final double MAX_LOSS = 5;

    private final boolean isCorrecting;
    private final double[] weights;
    private final double[] usual;
    private final double[] corrections;
    private long outcomes;

    private MemberWeights(int members, boolean isCorrecting) {
        this.isCorrecting = isCorrecting;
        weights = new double[members];
        Arrays.fill(weights, 1.0 / members);
        usual = new double[members];
        corrections = new double[members];
    }

    /** Equal weights, which learn from errors, signed or not. */
    static MemberWeights of(int members) {
        return new MemberWeights(members, false);
    }

    /** Equal weights of members who are corrected by the median of their errors, outcome minus forecast, before they are weighed. */
    static MemberWeights correcting(int members) {
        return new MemberWeights(members, true);
    }

    /** Learns from one outcome: the error of each member. */
    void learn(float[] errors) {
        outcomes++;
        double pace = Math.max(1.0 / outcomes, PACE);
        double[] losses = new double[weights.length];
        for (int m = 0; m < losses.length; m++) {
            double error = errors[m] - corrections[m];
            losses[m] = Math.abs(error);
            usual[m] += pace * (losses[m] - usual[m]);
            if (isCorrecting) {
                corrections[m] += pace * usual[m] * Math.signum(error);
            }
        }
        weigh(losses);
    }

    private void weigh(double[] losses) {
        double smallest = smallest(losses);
        double unit = smallest(usual);
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
            double above = losses[m] - smallest;
            // the best one may never have been wrong, so that its unit is 0
            weights[m] *= above > 0 ? Math.exp(-RATE * Math.min(MAX_LOSS, above / unit)) : 1;
            sum += weights[m];
        }
        for (int m = 0; m < weights.length; m++) {
            weights[m] = (1 - SHARE) * weights[m] / sum + SHARE / weights.length;
        }
    }

    private static double smallest(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** Weights of the members, which add up to 1. */
    double weight(int member) {
        return weights[member];
    }

    /** What is added to a member's forecast, in the unit of the errors. */
    double correction(int member) {
        return corrections[member];
    }
}
