package io.foretide.models;

import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import java.time.Duration;
import java.time.ZoneId;

/**
 * Linear regression with a penalty on what a series does beyond usual course and level, one per step ahead (Hoerl and
 * Kennard 1970). Where the usual course is unknown, the level alone is the forecast. Immutable and thread-safe.
 */
public final class Ridge implements ForecastModel {
    private final ZoneId zone;
    private final UsualCourse.Recipe recipe;
    private final RidgeWeights weights;

    Ridge(ZoneId zone, UsualCourse.Recipe recipe, RidgeWeights weights) {
        this.zone = zone;
        this.recipe = recipe;
        this.weights = weights;
    }

    @Override
    public String name() {
        return "ridge";
    }

    @Override
    public Duration history() {
        return Duration.ofDays(7).plus(recipe.reach(io.foretide.forecast.Horizon.COARSEST));
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        DemandHistory history = new DemandHistory(window, zone);
        RidgeFeatures features = new RidgeFeatures(history, recipe, zone);
        double[] row = new double[features.size()];
        double[][] paths = new double[origins.length][];
        for (int i = 0; i < origins.length; i++) {
            paths[i] = recipe.scale().demand(path(features, origins[i], history.ahead(), row));
        }
        return paths;
    }

    private double[] path(RidgeFeatures features, int origin, int ahead, double[] row) {
        double[] path = new double[ahead];
        double flat = features.flatLevel(origin);
        double level = features.level(origin);
        if (!Double.isNaN(level)) {
            features.write(origin, level, row);
            weights.apply(row, path);
        }
        for (int h = 0; h < ahead; h++) {
            double usual = features.usual(origin + h + 1) + level;
            path[h] = Double.isNaN(usual) ? flat : usual + path[h];
        }
        return path;
    }
}
