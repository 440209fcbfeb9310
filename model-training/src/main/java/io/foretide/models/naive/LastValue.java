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

/** What arrived last goes on arriving: the naive forecast. */
public final class LastValue implements ForecastModel {
    public static final String NAME = "last-value";

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
            Arrays.fill(paths[i], Math.max(0, history.last(origins[i])));
        }
        return paths;
    }
}
