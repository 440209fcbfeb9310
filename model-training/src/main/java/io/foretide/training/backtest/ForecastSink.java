package io.foretide.training.backtest;

import io.foretide.forecast.Forecast;
import io.foretide.training.RollingForecaster;
import java.io.IOException;

/** Takes every forecast of a backtest, model by model, in the order of their origins. */
@FunctionalInterface
public interface ForecastSink {
    /** Keeps nothing. */
    ForecastSink NONE = (forecast, steps) -> {};

    /**
     * Takes a forecast.
     *
     * @param steps how many steps ahead the scored horizons are
     */
    void accept(Forecast forecast, int[] steps) throws IOException;

    /** Both of them, this one first. */
    default ForecastSink and(ForecastSink other) {
        ForecastSink first = this;
        return new ForecastSink() {
            @Override
            public void accept(Forecast forecast, int[] steps) throws IOException {
                first.accept(forecast, steps);
                other.accept(forecast, steps);
            }

            @Override
            public void finished(RollingForecaster forecaster) {
                first.finished(forecaster);
                other.finished(forecaster);
            }
        };
    }

    /** Told when all forecasts of a model were taken: it stands at the last of them. */
    default void finished(RollingForecaster forecaster) {}
}
