package io.foretide.models.linear;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.forecast.Horizon;
import io.foretide.models.inputs.ExogenousInputs;
import io.foretide.models.seasonal.SeasonalProfile;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.PointForecast;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * Linear regression with a penalty on what a series does beyond seasonal profile and level, one per step ahead and one for the
 * largest step (Hoerl and Kennard 1970):
 *
 * <pre>
 * forecast(h)   = profile(h) + level + correction(h)                       all transformed
 * largest       = largest of (profile + level) + correction(horizon + 1)
 * correction(k) = intercept(k) + sum over inputs of weight(k, i) * clipped((input(i) - mean(i)) / deviation(i))
 * </pre>
 *
 * <p>A measured feature that is missing counts as its mean. Immutable and thread-safe.
 */
public final class Ridge implements ForecastModel {
    public static final String NAME = "ridge";

    private final Recipe recipe;

    /**
     * All there is to a model.
     *
     * @param zone of the profile and the local time
     * @param profile that is corrected
     * @param exogenous inputs besides the demand
     * @param weights of the inputs, by output
     */
    public record Recipe(
            ZoneId zone,
            @JsonProperty("course") SeasonalProfile.Recipe profile,
            @JsonProperty("beside") ExogenousInputs exogenous,
            RidgeWeights weights) {}

    Ridge(Recipe recipe) {
        this.recipe = recipe;
    }

    public Recipe recipe() {
        return recipe;
    }

    @Override
    public void save(ModelFiles files) throws IOException {
        files.describe(NAME, recipe);
    }

    public static Ridge load(ModelFiles files) throws IOException {
        return new Ridge(files.numbers(Recipe.class));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration history() {
        return Duration.ofDays(7).plus(recipe.profile.reach(Horizon.COARSEST));
    }

    @Override
    public Duration historyBeside() {
        return ExogenousInputs.REACH;
    }

    @Override
    public List<String> features() {
        return recipe.exogenous.features();
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        return PointForecast.paths(pointForecasts(window, origins));
    }

    @Override
    public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
        return new ProfileCorrection(recipe.profile, recipe.zone, recipe.exogenous)
                .pointForecasts(window, origins, recipe.weights::apply);
    }
}
