package io.foretide.training.backtest;

import io.foretide.forecast.Forecast;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Sums of the errors of one horizon over many forecasts. Not thread-safe. */
final class ErrorSums {
    private static final double[] PINBALL = {0.5, 0.9, 0.95};
    private static final double[] COVERAGE = {0.9, 0.95, 0.99};

    private final double[] pinball = new double[PINBALL.length];
    private final int[] covered = new int[COVERAGE.length];
    private double absolute;
    private double load;
    private int count;

    /** Adds a load and what was forecast for it: a value of each quantile path. */
    void add(double actual, Forecast forecast, ToDoubleFunction<Forecast.Path> value) {
        count++;
        load += actual;
        absolute += Math.abs(actual - value.applyAsDouble(forecast.path(0.5)));
        for (int i = 0; i < PINBALL.length; i++) {
            pinball[i] += Forecast.pinball(PINBALL[i], actual, value.applyAsDouble(forecast.path(PINBALL[i])));
        }
        for (int i = 0; i < COVERAGE.length; i++) {
            covered[i] += actual <= value.applyAsDouble(forecast.path(COVERAGE[i])) ? 1 : 0;
        }
    }

    int count() {
        return count;
    }

    double meanAbsolute() {
        return absolute / count;
    }

    double wape() {
        return absolute / load;
    }

    Map<String, Double> pinball() {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < PINBALL.length; i++) {
            means.put(String.valueOf(PINBALL[i]), pinball[i] / count);
        }
        return means;
    }

    Map<String, Double> coverage() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int i = 0; i < COVERAGE.length; i++) {
            shares.put(String.valueOf(COVERAGE[i]), (double) covered[i] / count);
        }
        return shares;
    }
}
