package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.Median;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * Linear regression with a penalty on what a series does beyond usual course and level, one per step ahead and one for the
 * largest step (Hoerl and Kennard 1970). Immutable and thread-safe.
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
        return Duration.ofDays(7).plus(recipe.reach(Horizon.COARSEST));
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return Median.paths(medians(window, origins));
    }

    @Override
    public List<Median> medians(FeatureWindow window, int[] origins) {
        return new CourseCorrection(recipe, zone).medians(window, origins, weights::apply);
    }
}
