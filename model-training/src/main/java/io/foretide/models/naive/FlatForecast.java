package io.foretide.models.naive;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.Steps;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The present level goes on: the mean of the newest demand, of one step in the naive forecast, or of 15 minutes, which is less
 * nervous. Where all of that is missing, the last value counts.
 */
public final class FlatForecast implements ForecastModel {
    public static final String LAST_VALUE = "last-value";
    public static final String MEAN_15 = "mean-15";

    private final String name;
    private final ToIntFunction<Steps> averaged;

    private FlatForecast(String name, ToIntFunction<Steps> averaged) {
        this.name = name;
        this.averaged = averaged;
    }

    /** The last value goes on: the naive forecast. */
    public static FlatForecast lastValue() {
        return new FlatForecast(LAST_VALUE, steps -> 1);
    }

    /** The mean of the last 15 minutes goes on. */
    public static FlatForecast mean15() {
        return new FlatForecast(MEAN_15, Steps::level);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration history() {
        return Duration.ofMinutes(90);
    }

    @Override
    public void save(ModelFiles files) throws IOException {
        files.describe(name, Map.of());
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        DemandHistory history = new DemandHistory(window, ZoneOffset.UTC);
        double[][] paths = new double[origins.length][history.ahead()];
        for (int i = 0; i < origins.length; i++) {
            Arrays.fill(paths[i], Math.max(0, level(history, origins[i])));
        }
        return paths;
    }

    private double level(DemandHistory history, int origin) {
        history.checkOrigin(origin);
        double sum = 0;
        int count = 0;
        for (int i = origin - averaged.applyAsInt(history.steps()) + 1; i <= origin; i++) {
            if (!Double.isNaN(history.at(i))) {
                sum += history.at(i);
                count++;
            }
        }
        return count == 0 ? history.last(origin) : sum / count;
    }
}
