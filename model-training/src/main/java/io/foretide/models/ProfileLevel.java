package io.foretide.models;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import java.time.Duration;
import java.time.ZoneId;

/**
 * The usual course of this weekday and minute over the last four weeks, shifted to the level of the last 15 minutes.
 * Without a week of history it is the level alone.
 */
public final class ProfileLevel implements ForecastModel {
    private final ZoneId zone;

    /** A profile by the local time of {@code zone}. */
    public ProfileLevel(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String name() {
        return "profile-level";
    }

    @Override
    public Duration history() {
        return Profile.REACH;
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        Profile profile = new Profile(window, zone);
        double[][] paths = new double[origins.length][];
        for (int i = 0; i < origins.length; i++) {
            paths[i] = path(profile, origins[i]);
        }
        return paths;
    }

    private static double[] path(Profile profile, int origin) {
        profile.checkOrigin(origin);
        double flat = profile.flatLevel(origin);
        double level = profile.level(origin);
        double[] path = new double[Horizon.DEFAULT.steps()];
        for (int h = 0; h < path.length; h++) {
            double usual = profile.at(origin + h + 1) + level;
            path[h] = VarianceStabilised.demand(Double.isNaN(usual) ? flat : usual);
        }
        return path;
    }
}
