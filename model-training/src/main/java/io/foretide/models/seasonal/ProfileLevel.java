package io.foretide.models.seasonal;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.Steps;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * The seasonal profile of this time, shifted to the level of the last 15 minutes: by weekday over the last four weeks, from two
 * weeks of history on; by time of day over the last seven days, from two days on; the level alone with less.
 *
 * @param zone local time of the profile
 * @param recipe how the profile is computed
 */
public record ProfileLevel(ZoneId zone, SeasonalProfile.Recipe recipe) implements ForecastModel {
    public static final String NAME = "profile-level";

    @Override
    public void save(ModelFiles files) throws IOException {
        files.describe(NAME, this);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration history() {
        return recipe.reach(io.foretide.forecast.Horizon.COARSEST);
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        DemandHistory history = new DemandHistory(window, zone);
        SeasonalProfile profile = new SeasonalProfile(history, recipe);
        double[][] paths = new double[origins.length][];
        for (int i = 0; i < origins.length; i++) {
            paths[i] = recipe.transform().demand(path(profile, origins[i], history.ahead(), history.steps()));
        }
        return paths;
    }

    private static double[] path(SeasonalProfile profile, int origin, int ahead, Steps steps) {
        double flat = profile.flatLevel(origin);
        double level = profile.level(origin, steps.level());
        double[] path = new double[ahead];
        for (int h = 0; h < ahead; h++) {
            double seasonal = profile.at(origin + h + 1) + level;
            path[h] = Double.isNaN(seasonal) ? flat : seasonal;
        }
        return path;
    }
}
