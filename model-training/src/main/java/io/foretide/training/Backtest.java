package io.foretide.training;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores models on origins of a window: every model with the calibration it was given, on the same origins.
 *
 * <p>Immutable and thread-safe.
 */
public final class Backtest {
    private static final List<Integer> MINUTES = List.of(5, 15, 30);
    private static final List<Double> PINBALL = List.of(0.5, 0.9, 0.95);
    private static final List<Double> COVERAGE = List.of(0.9, 0.95);
    private static final int CHUNK = 1024;

    private final TrainingSet set;
    private final int stride;
    private final double errorOfYesterday;

    /** Calibrates on the validation part of a set and scores its test part, at origins {@code stride} steps apart. */
    public Backtest(TrainingSet set, int stride) {
        this.set = set;
        this.stride = stride;
        this.errorOfYesterday = errorOfYesterday(set);
    }

    /** A calibration of the model on the validation part. */
    public ConformalCalibrator calibrate(ForecastModel model) throws InterruptedException {
        int[] origins = set.origins(set.validation(), stride);
        return ConformalCalibrator.fit(predict(model, set.window(), origins), actual(set.window(), origins));
    }

    /** The score of a calibrated model on the test part. */
    public ForecastScore test(ForecastModel model, ConformalCalibrator calibrator) throws InterruptedException {
        return score(model, calibrator, set.window(), set.origins(set.test(), stride));
    }

    /** The score of a calibrated model on any origins whose horizon lies in the window and was observed. */
    public ForecastScore score(ForecastModel model, ConformalCalibrator calibrator, FeatureWindow window, int[] origins)
            throws InterruptedException {
        if (origins.length == 0) {
            throw new IllegalArgumentException("no origin to score " + model.name() + " on: at least 1 is needed");
        }
        double[][] predicted = predict(model, window, origins);
        double[][] actual = actual(window, origins);
        List<Forecast> forecasts = new ArrayList<>();
        for (int i = 0; i < origins.length; i++) {
            forecasts.add(calibrator.apply(window.timeAt(origins[i]), predicted[i], model.name(), ""));
        }
        Map<Integer, ForecastScore.Step> steps = new TreeMap<>();
        for (int minutes : MINUTES) {
            steps.put(minutes, step(minutes, predicted, actual, forecasts));
        }
        return new ForecastScore(model.name(), origins.length, steps, max(predicted, actual, forecasts));
    }

    private ForecastScore.Step step(int minutes, double[][] predicted, double[][] actual, List<Forecast> forecasts) {
        int h = minutes - 1;
        int n = actual.length;
        double error = 0;
        double demand = 0;
        for (int i = 0; i < n; i++) {
            error += Math.abs(actual[i][h] - predicted[i][h]);
            demand += actual[i][h];
        }
        Map<String, Double> pinball = new LinkedHashMap<>();
        PINBALL.forEach(level -> pinball.put(String.valueOf(level), meanPinball(level, h, actual, forecasts)));
        Map<String, Double> coverage = new LinkedHashMap<>();
        COVERAGE.forEach(level -> coverage.put(String.valueOf(level), coverage(level, h, actual, forecasts)));
        return new ForecastScore.Step(error / n, error / demand, error / n / errorOfYesterday, pinball, coverage);
    }

    private static double meanPinball(double level, int h, double[][] actual, List<Forecast> forecasts) {
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += pinball(
                    level, actual[i][h], forecasts.get(i).path(level).values().get(h));
        }
        return sum / actual.length;
    }

    private static double coverage(double level, int h, double[][] actual, List<Forecast> forecasts) {
        int covered = 0;
        for (int i = 0; i < actual.length; i++) {
            covered += actual[i][h] <= forecasts.get(i).path(level).values().get(h) ? 1 : 0;
        }
        return (double) covered / actual.length;
    }

    private static ForecastScore.Max max(double[][] predicted, double[][] actual, List<Forecast> forecasts) {
        double error = 0;
        double demand = 0;
        double pinball = 0;
        int covered = 0;
        for (int i = 0; i < actual.length; i++) {
            double largest = ConformalCalibrator.largest(actual[i]);
            double quantile = forecasts.get(i).path(0.95).max();
            error += Math.abs(largest - ConformalCalibrator.largest(predicted[i]));
            demand += largest;
            pinball += pinball(0.95, largest, quantile);
            covered += largest <= quantile ? 1 : 0;
        }
        return new ForecastScore.Max(error / demand, pinball / actual.length, (double) covered / actual.length);
    }

    private static double pinball(double level, double actual, double quantile) {
        return Math.max(level * (actual - quantile), (level - 1) * (actual - quantile));
    }

    private static double[][] predict(ForecastModel model, FeatureWindow window, int[] origins)
            throws InterruptedException {
        List<double[]> paths = new ArrayList<>();
        for (int from = 0; from < origins.length; from += CHUNK) {
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled while scoring " + model.name());
            }
            int[] chunk = Arrays.copyOfRange(origins, from, Math.min(origins.length, from + CHUNK));
            paths.addAll(List.of(model.predict(window, chunk)));
        }
        return paths.toArray(double[][]::new);
    }

    private static double[][] actual(FeatureWindow window, int[] origins) {
        TimeSeries demand = window.column(Features.DEMAND);
        double[][] actual = new double[origins.length][Horizon.DEFAULT.steps()];
        for (int i = 0; i < origins.length; i++) {
            for (int h = 0; h < actual[i].length; h++) {
                actual[i][h] = demand.value(origins[i] + h + 1);
            }
        }
        return actual;
    }

    /** Mean absolute error of "as 24 hours before" on the training part. */
    private static double errorOfYesterday(TrainingSet set) {
        double[] demand = set.window().column(Features.DEMAND).toArray();
        int day = 24 * 60;
        double sum = 0;
        int count = 0;
        for (int i = set.train().from() + day; i < set.train().to(); i++) {
            double error = Math.abs(demand[i] - demand[i - day]);
            if (!Double.isNaN(error)) {
                sum += error;
                count++;
            }
        }
        if (sum == 0) {
            throw new IllegalArgumentException("the training part from "
                    + set.window().timeAt(set.train().from()) + " holds no demand that differs from the day before:"
                    + " at least a day that does is needed");
        }
        return sum / count;
    }
}
