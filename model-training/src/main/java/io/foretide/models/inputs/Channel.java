package io.foretide.models.inputs;

/**
 * One measured feature as an input, fixed by what the training data had and stored with the model.
 *
 * @param feature the feature of the window it is computed from
 * @param kind how it is computed
 * @param mean subtracted from the value, from the training part only
 * @param scale the difference is divided by it, from the training part only
 * @param masked whether a further input says where it is missing, because the training part had gaps
 */
record Channel(String feature, Kind kind, double mean, double scale, boolean masked) {
    /** Source of an input's number. */
    enum Kind {
        /** The logarithm of 1 + the feature. */
        LOG,
        /** The feature itself. */
        LINEAR
    }

    Channel {
        if (!(scale > 0) || !Double.isFinite(mean) || !Double.isFinite(scale)) {
            throw new IllegalArgumentException("input " + feature + " has mean " + mean + " and scale " + scale
                    + ": a finite mean and a positive scale are needed");
        }
    }

    /** The standardised number of a value of the feature. */
    float of(double value) {
        return standardised(kind == Kind.LOG ? Math.log1p(Math.max(0, value)) : value);
    }

    /** The standardised number; extremes are cut at 8 so that one wild measurement cannot carry the forecast away. */
    private float standardised(double value) {
        return (float) Math.max(-8, Math.min(8, (value - mean) / scale));
    }
}
