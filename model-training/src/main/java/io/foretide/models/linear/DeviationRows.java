package io.foretide.models.linear;

import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.seasonal.SeasonalProfile;
import io.foretide.series.FeatureWindow;
import io.foretide.training.FitRequest;
import java.time.ZoneId;

/**
 * The rows of a regression on what a series does beyond seasonal profile and level: inputs, and as outputs the deviation of every
 * step ahead from the level, and last that of the largest step from the largest seasonal one:
 *
 * <pre>
 * level          = mean of (value - profile) over the 15 minutes up to the origin
 * output(h)      = value(h) - profile(h) - level
 * output(ahead)  = max over h of value(h) - max over h of (profile(h) + level)
 * </pre>
 *
 * <p>Values are transformed demand. Not thread-safe.
 */
public final class DeviationRows {
    private final RidgeFeatures features;
    private final int ahead;

    /** Rows of what comes before the end of the training part. */
    public DeviationRows(FitRequest request, SeasonalProfile.Recipe recipe, ExogenousInputs exogenous) {
        this(request.window().slice(0, request.trainEnd()), recipe, request.zone(), exogenous);
    }

    /** Rows of a window, as a regression was fitted on them. */
    public DeviationRows(FeatureWindow window, Ridge.Recipe ridge) {
        this(window, ridge.profile(), ridge.zone(), ridge.exogenous());
    }

    private DeviationRows(FeatureWindow window, SeasonalProfile.Recipe recipe, ZoneId zone, ExogenousInputs exogenous) {
        features = new RidgeFeatures(window, recipe, zone, exogenous);
        ahead = features.ahead();
    }

    public RidgeFeatures features() {
        return features;
    }

    public int inputs() {
        return features.size();
    }

    /** The steps of the horizon and their largest. */
    public int outputs() {
        return ahead + 1;
    }

    /** The last origin before {@code to} has all its steps ahead before it. */
    public int lastBefore(int to) {
        return to - ahead - 1;
    }

    /**
     * Writes the row of an origin.
     *
     * @return false if there is none, as in {@link #outputs(int, double[])}
     */
    public boolean write(int origin, double[] inputs, double[] outputs) {
        boolean known = outputs(origin, outputs);
        if (known) {
            features.write(origin, features.level(origin), inputs);
        }
        return known;
    }

    /**
     * Writes the outputs of an origin; a gap repeats the output before it.
     *
     * @return false if there are none: the seasonal profile is unknown, or most of the outputs were not measured
     */
    public boolean outputs(int origin, double[] outputs) {
        double level = features.level(origin);
        int missing = 0;
        double largest = Double.NEGATIVE_INFINITY;
        double largestSeasonal = Double.NEGATIVE_INFINITY;
        for (int h = 0; h < ahead; h++) {
            double seasonal = features.profile(origin + h + 1);
            outputs[h] = features.deviation(origin + h + 1) - level;
            if (Double.isNaN(outputs[h])) {
                outputs[h] = h == 0 ? 0 : outputs[h - 1];
                missing++;
            } else {
                largest = Math.max(largest, seasonal + level + outputs[h]);
            }
            if (!Double.isNaN(seasonal)) {
                largestSeasonal = Math.max(largestSeasonal, seasonal + level);
            }
        }
        if (Double.isNaN(level) || 2 * missing > ahead || missing == ahead) {
            return false;
        }
        outputs[ahead] = largest - largestSeasonal;
        return true;
    }
}
