package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.Median;
import io.foretide.training.ModelFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * Linear regression with a penalty on what a series does beyond usual course and level, one per step ahead and one for the
 * largest step (Hoerl and Kennard 1970). Immutable and thread-safe.
 */
public final class Ridge implements ForecastModel {
    static final String NAME = "ridge";

    private final ZoneId zone;
    private final UsualCourse.Recipe recipe;
    private final RidgeWeights weights;

    Ridge(ZoneId zone, UsualCourse.Recipe recipe, RidgeWeights weights) {
        this.zone = zone;
        this.recipe = recipe;
        this.weights = weights;
    }

    /** The course that it corrects. */
    UsualCourse.Recipe course() {
        return recipe;
    }

    RidgeWeights weights() {
        return weights;
    }

    /** What is kept of a model. */
    private record Saved(ZoneId zone, UsualCourse.Recipe recipe, RidgeWeights weights) {}

    @Override
    public void save(ModelFiles files) throws IOException {
        files.describe(NAME, new Saved(zone, recipe, weights));
    }

    static Ridge load(ModelFiles files) throws IOException {
        Saved saved = files.numbers(Saved.class);
        return new Ridge(saved.zone, saved.recipe, saved.weights);
    }

    @Override
    public String name() {
        return NAME;
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
