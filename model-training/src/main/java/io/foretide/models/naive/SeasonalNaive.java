package io.foretide.models.naive;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * The demand of one season ago, at the same local time, comes again. Where that value is missing the season before it
 * counts, and without any, the last value.
 *
 * @param name of the model
 * @param days length of the season
 * @param zone local time
 */
public record SeasonalNaive(String name, int days, ZoneId zone) implements ForecastModel {
    public static final String KIND = "seasonal-naive";

    private static final int SEASONS = 3;

    @Override
    public void save(ModelFiles files) throws IOException {
        files.describe(KIND, this);
    }

    /** The same local time yesterday. */
    public static SeasonalNaive day(ZoneId zone) {
        return new SeasonalNaive("seasonal-naive-day", 1, zone);
    }

    /** The same local weekday and time a week ago. */
    public static SeasonalNaive week(ZoneId zone) {
        return new SeasonalNaive("seasonal-naive-week", 7, zone);
    }

    @Override
    public Duration history() {
        return Duration.ofDays((long) days * SEASONS).plusHours(2);
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        DemandHistory history = new DemandHistory(window, zone);
        double[][] paths = new double[origins.length][history.ahead()];
        for (int i = 0; i < origins.length; i++) {
            history.checkOrigin(origins[i]);
            for (int h = 0; h < paths[i].length; h++) {
                paths[i][h] = Math.max(0, value(history, origins[i], origins[i] + h + 1));
            }
        }
        return paths;
    }

    private double value(DemandHistory history, int origin, int target) {
        for (int k = 1; k <= SEASONS; k++) {
            double value = history.before(target, days * k);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return history.last(origin);
    }
}
