package io.foretide.models.linear;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.seasonal.SeasonalProfile;
import io.foretide.series.FeatureWindow;
import io.foretide.training.DemandTransform;
import io.foretide.training.PointForecast;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Seasonal profile and level, corrected by what a regression says of them: the outputs of {@link DeviationRows}. Where the
 * profile is unknown, the level alone is the forecast.
 */
public final class ProfileCorrection {
    private static final int CHUNK = 1024;

    private final SeasonalProfile.Recipe recipe;
    private final ZoneId zone;
    private final ExogenousInputs exogenous;

    /** A regression: a row of inputs, which it may change, to a row of outputs. */
    @FunctionalInterface
    public interface Regression {
        /** Outputs of the first {@code count} rows. */
        double[][] outputs(double[][] rows, int count);
    }

    public ProfileCorrection(SeasonalProfile.Recipe recipe, ZoneId zone, ExogenousInputs exogenous) {
        this.recipe = recipe;
        this.zone = zone;
        this.exogenous = exogenous;
    }

    public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins, Regression regression) {
        DemandHistory.checkOrigins(window, origins);
        RidgeFeatures features = new RidgeFeatures(window, recipe, zone, exogenous);
        double[][] rows = new double[Math.min(CHUNK, origins.length)][features.size()];
        List<PointForecast> forecasts = new ArrayList<>(origins.length);
        for (int from = 0; from < origins.length; from += CHUNK) {
            int count = Math.min(CHUNK, origins.length - from);
            for (int i = 0; i < count; i++) {
                double level = features.level(origins[from + i]);
                features.write(origins[from + i], Double.isNaN(level) ? 0 : level, rows[i]);
            }
            double[][] outputs = regression.outputs(rows, count);
            for (int i = 0; i < count; i++) {
                forecasts.add(pointForecast(features, recipe.transform(), origins[from + i], outputs[i]));
            }
        }
        return forecasts;
    }

    /** The corrected forecast of one origin. */
    public static PointForecast pointForecast(
            RidgeFeatures features, DemandTransform transform, int origin, double[] outputs) {
        int ahead = outputs.length - 1;
        double flat = features.flatLevel(origin);
        double level = features.level(origin);
        double[] path = new double[ahead];
        double largestSeasonal = Double.NEGATIVE_INFINITY;
        boolean known = true;
        for (int h = 0; h < ahead; h++) {
            double seasonal = features.profile(origin + h + 1) + level;
            if (Double.isNaN(seasonal)) {
                known = false;
                path[h] = flat;
            } else {
                largestSeasonal = Math.max(largestSeasonal, seasonal);
                path[h] = seasonal + outputs[h];
            }
        }
        transform.demand(path);
        PointForecast forecast = PointForecast.ofPath(path);
        return known ? new PointForecast(path, transform.demand(largestSeasonal + outputs[ahead])) : forecast;
    }
}
