package io.foretide.models;

/**
 * One input of the LSTM per step, fixed by what the training data had and stored with the model.
 *
 * @param feature the feature of the window it is computed from; for calendar inputs the local time serves
 * @param kind how it is computed
 * @param mean subtracted from the value, from the training part only
 * @param scale the difference is divided by it, from the training part only
 */
record Channel(String feature, Kind kind, double mean, double scale) {
    /** How the number of an input comes about. */
    enum Kind {
        /** Demand above profile and level of the origin. */
        RESIDUAL,
        /** The profile of the step relative to that of the origin. */
        PROFILE,
        /** The profile 30 minutes after the step relative to that of the origin. */
        PROFILE_AHEAD,
        /** The logarithm of 1 + the feature. */
        LOG,
        /** The feature itself. */
        LINEAR,
        HOUR_SINE,
        HOUR_COSINE,
        WEEKDAY_SINE,
        WEEKDAY_COSINE,
        DAY_OF_MONTH
    }

    Channel {
        if (!(scale > 0) || !Double.isFinite(mean) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException("input " + feature + " has mean " + mean + " and scale " + scale
                    + ": a finite mean and a positive scale are needed");
        }
    }

    /** The standardised value; extremes are cut at 8 so that one wild measurement cannot carry the forecast away. */
    float standardised(double value) {
        return (float) Math.max(-8, Math.min(8, (value - mean) / scale));
    }
}
