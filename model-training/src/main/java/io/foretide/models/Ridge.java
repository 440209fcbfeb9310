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
import java.util.Optional;

/**
 * Linear regression with a penalty on what a series does beyond usual course and level, one per step ahead and one for the
 * largest step (Hoerl and Kennard 1970). A measured feature that is missing counts as its mean. Immutable and thread-safe.
 */
public final class Ridge implements ForecastModel {
    static final String NAME = "ridge";

    private final ZoneId zone;
    private final UsualCourse.Recipe recipe;
    private final SideInputs beside;
    private final RidgeWeights weights;

    Ridge(ZoneId zone, UsualCourse.Recipe recipe, SideInputs beside, RidgeWeights weights) {
        this.zone = zone;
        this.recipe = recipe;
        this.beside = beside;
        this.weights = weights;
    }

    /** What is kept of a model; files of before measured features went in say nothing of them. */
    private record Saved(ZoneId zone, UsualCourse.Recipe recipe, Optional<SideInputs> beside, RidgeWeights weights) {}

    @Override
    public void save(ModelFiles files) throws IOException {
        files.describe(NAME, new Saved(zone, recipe, Optional.of(beside), weights));
    }

    static Ridge load(ModelFiles files) throws IOException {
        Saved saved = files.numbers(Saved.class);
        return new Ridge(saved.zone, saved.recipe, saved.beside.orElse(SideInputs.LOCAL_TIME), saved.weights);
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
    public List<String> features() {
        return beside.features();
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return Median.paths(medians(window, origins));
    }

    @Override
    public List<Median> medians(FeatureWindow window, int[] origins) {
        return new CourseCorrection(recipe, zone, beside).medians(window, origins, weights::apply);
    }
}
