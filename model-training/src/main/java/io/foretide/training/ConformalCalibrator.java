package io.foretide.training;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a median path into quantiles by split-conformal prediction: quantiles of the residuals of origins the model was
 * not fitted on, divided by the square root of the forecast because the noise of counts grows with it.
 *
 * <p>See Vovk et al., "Algorithmic Learning in a Random World"; Lei et al., "Distribution-Free Predictive Inference for
 * Regression" (2018). The order statistic is {@code ceil((n + 1) level)} for levels from 0.5 and {@code floor} below, so
 * that with exchangeable residuals every upper quantile covers at least its level.
 *
 * @param levels quantile levels, ascending
 * @param steps per level, one scaled residual per step of the horizon
 * @param max per level, the scaled residual of the largest value within the horizon
 * @param floorRecordsPerSecond forecasts below this are scaled as if they were this
 * @param origins how many origins it was fitted on
 */
public record ConformalCalibrator(
        List<Double> levels, List<List<Double>> steps, List<Double> max, double floorRecordsPerSecond, int origins) {
    /** The levels a forecast has. */
    public static final List<Double> LEVELS = List.of(0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99);

    private static final int FEWEST = 99;

    public ConformalCalibrator {
        if (levels.size() != steps.size() || levels.size() != max.size() || !(floorRecordsPerSecond > 0)) {
            throw new IllegalArgumentException("calibration has " + levels.size() + " levels, " + steps.size()
                    + " and " + max.size() + " residuals, and a floor of " + floorRecordsPerSecond
                    + " records/s: equal counts and a positive floor are needed");
        }
        levels = List.copyOf(levels);
        steps = steps.stream().map(List::copyOf).toList();
        max = List.copyOf(max);
    }

    /**
     * Fits on what was predicted and what came; one row per origin, in records/s.
     *
     * @throws IllegalArgumentException if there are fewer than 99 origins: the 0.99 quantile needs them
     */
    public static ConformalCalibrator fit(double[][] predicted, double[][] actual) {
        int n = predicted.length;
        if (n < FEWEST || n != actual.length) {
            throw new IllegalArgumentException("calibration on " + n + " predicted and " + actual.length
                    + " actual paths: equal counts of at least " + FEWEST + " are needed");
        }
        if (!Arrays.stream(actual).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("an actual demand is NaN or infinite: finite numbers are allowed");
        }
        double mean =
                Arrays.stream(actual).flatMapToDouble(Arrays::stream).average().orElseThrow();
        double floor = Math.max(0.01 * mean, 1e-6);
        int horizon = Horizon.DEFAULT.steps();
        double[][] residuals = new double[horizon + 1][n];
        for (int i = 0; i < n; i++) {
            for (int h = 0; h < horizon; h++) {
                residuals[h][i] = scaled(actual[i][h], predicted[i][h], floor);
            }
            residuals[horizon][i] = scaled(largest(actual[i]), largest(predicted[i]), floor);
        }
        Arrays.stream(residuals).forEach(Arrays::sort);
        List<List<Double>> steps = new ArrayList<>();
        List<Double> max = new ArrayList<>();
        for (double level : LEVELS) {
            int rank = rank(level, n);
            steps.add(Arrays.stream(residuals)
                    .limit(horizon)
                    .map(sorted -> sorted[rank])
                    .toList());
            max.add(residuals[horizon][rank]);
        }
        return new ConformalCalibrator(LEVELS, steps, max, floor, n);
    }

    /** The forecast around a median path in records/s. */
    public Forecast apply(Instant origin, double[] path, String modelName, String note) {
        List<Forecast.Path> paths = new ArrayList<>();
        double largest = largest(path);
        for (int level = 0; level < levels.size(); level++) {
            List<Double> values = new ArrayList<>();
            for (int h = 0; h < path.length; h++) {
                values.add(at(path[h], steps.get(level).get(h)));
            }
            paths.add(new Forecast.Path(levels.get(level), values, at(largest, max.get(level))));
        }
        return new Forecast(origin, Horizon.DEFAULT, paths, modelName, note);
    }

    private double at(double value, double residual) {
        return Math.max(0, value + residual * Math.sqrt(Math.max(value, floorRecordsPerSecond)));
    }

    private static double scaled(double actual, double predicted, double floor) {
        double residual = (actual - predicted) / Math.sqrt(Math.max(predicted, floor));
        if (!Double.isFinite(residual)) {
            throw new IllegalArgumentException(
                    "calibration on predicted " + predicted + " records/s: finite numbers are allowed");
        }
        return residual;
    }

    private static int rank(double level, int n) {
        double exact = (n + 1) * level;
        double order = level < 0.5 ? Math.floor(exact + 1e-9) : Math.ceil(exact - 1e-9);
        return (int) Math.max(0, Math.min(n - 1, order - 1));
    }

    static double largest(double[] path) {
        return Arrays.stream(path).max().orElseThrow();
    }
}
