package io.foretide.models.naive;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

/** The mean of the last 15 minutes goes on: the level alone, less nervous than the last value. */
public final class Mean15 implements ForecastModel {
    public static final String NAME = "mean-15";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration history() {
        return Duration.ofMinutes(90);
    }

    @Override
    public void save(ModelFiles files) throws IOException {
        files.describe(NAME, Map.of());
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        DemandHistory history = new DemandHistory(window, ZoneOffset.UTC);
        double[][] paths = new double[origins.length][history.ahead()];
        for (int i = 0; i < origins.length; i++) {
            Arrays.fill(paths[i], Math.max(0, mean(history, origins[i])));
        }
        return paths;
    }

    private static double mean(DemandHistory history, int origin) {
        history.checkOrigin(origin);
        double sum = 0;
        int count = 0;
        for (int i = origin - history.steps().level() + 1; i <= origin; i++) {
            if (!Double.isNaN(history.at(i))) {
                sum += history.at(i);
                count++;
            }
        }
        return count == 0 ? history.last(origin) : sum / count;
    }
}
