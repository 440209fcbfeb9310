package io.foretide.models.recurring;

import io.foretide.training.DemandTransform;

/**
 * The demand of one step beside the level around it.
 *
 * @param deviation distance of the two, variance-stabilized
 * @param logRatio logarithm of demand / level
 */
record Visit(double deviation, double logRatio) {
    /** As high as what is around it. */
    static final Visit LEVEL = new Visit(0, 0);

    /** A test of each step of a day, on two kinds of days, errs with so many standard errors once in fifty times. */
    static final double CRITICAL = 4.5;

    /** Standard error of a median of normal errors, beside that of the mean. */
    static final double ERROR_OF_MEDIAN = 1.2533;

    /** A quarter more or less: what is smaller drowns in the noise of a step. */
    private static final double MIN_LOG_RATIO = Math.log(1.25);

    static Visit of(DemandTransform transform, double demand, double level) {
        double offset = transform.offset();
        return new Visit(
                transform.of(demand) - transform.of(level),
                Math.log((Math.max(demand, 0) + offset) / (Math.max(level, 0) + offset)));
    }

    boolean isOtherThan(Visit expected) {
        return Math.abs(logRatio - expected.logRatio) >= MIN_LOG_RATIO;
    }

    /** What demand is divided by: 1 where it is about as high as what is around it. */
    static double factor(double logRatio) {
        return Math.abs(logRatio) < MIN_LOG_RATIO ? 1 : Math.exp(logRatio);
    }
}
