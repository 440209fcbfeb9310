package io.foretide.training.backtest;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.RollingForecaster;
import io.foretide.training.backtest.BacktestReport.MaxScore;
import io.foretide.training.backtest.BacktestReport.ModelScore;
import io.foretide.training.backtest.BacktestReport.Score;
import io.foretide.training.backtest.BacktestReport.Skill;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One model along the steps after its training part, and the sums of its errors. Not thread-safe. */
final class ModelRun {
    private final double[] demand;
    private final int[] steps;
    private final ErrorSums[] sums;
    private final ErrorSums max = new ErrorSums();
    private int origins;
    private double trainSeconds;
    private double predictMillis;

    /** A run over a window that scores so many steps ahead, each for itself, and the largest load of the horizon. */
    ModelRun(FeatureWindow window, int[] steps) {
        demand = window.column(Features.DEMAND).toArray();
        this.steps = steps.clone();
        sums = new ErrorSums[steps.length];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = new ErrorSums();
        }
    }

    /** Goes along to the end of the window, {@code stride} steps at a time. */
    void score(RollingForecaster forecaster, int stride, ForecastSink sink) throws InterruptedException, IOException {
        int ahead = forecaster.horizon().steps();
        for (int origin = forecaster.firstOrigin(); origin + ahead < demand.length; origin += stride) {
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled while scoring " + forecaster.model());
            }
            Optional<Forecast> forecast = forecaster.at(origin);
            if (forecast.isPresent()) {
                add(origin, forecast.get(), ahead);
                sink.accept(forecast.get(), steps);
            }
        }
        trainSeconds = forecaster.trainSeconds();
        predictMillis = forecaster.predictMillis();
    }

    private void add(int origin, Forecast forecast, int ahead) {
        origins++;
        for (int k = 0; k < steps.length; k++) {
            double actual = demand[origin + steps[k]];
            int index = steps[k] - 1;
            if (!Double.isNaN(actual)) {
                sums[k].add(actual, forecast, path -> path.at(index));
            }
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int h = 1; h <= ahead; h++) {
            // Math.max gives NaN if one of the two is
            largest = Math.max(largest, demand[origin + h]);
        }
        if (!Double.isNaN(largest)) {
            max.add(largest, forecast, Forecast.Path::max);
        }
    }

    int origins() {
        return origins;
    }

    double meanAbsolute(int k) {
        return sums[k].meanAbsolute();
    }

    double meanAbsoluteOfMax() {
        return max.meanAbsolute();
    }

    /** The score; {@code keys} name the horizons, {@code yesterday} is the error that MASE divides by. */
    ModelScore score(String name, List<String> keys, double yesterday, Skill skill) {
        Map<String, Score> horizons = new LinkedHashMap<>();
        for (int k = 0; k < sums.length; k++) {
            ErrorSums sum = sums[k];
            horizons.put(
                    keys.get(k),
                    new Score(sum.wape(), sum.meanAbsolute() / yesterday, sum.pinball(), sum.coverage(), sum.count()));
        }
        MaxScore largest = new MaxScore(max.wape(), max.pinball(), max.coverage(), max.count());
        return new ModelScore(name, horizons, largest, skill, trainSeconds, predictMillis);
    }
}
