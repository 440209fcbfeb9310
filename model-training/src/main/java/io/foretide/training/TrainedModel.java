package io.foretide.training;

import io.foretide.forecast.Forecast;
import io.foretide.models.LstmModel;
import io.foretide.series.FeatureWindow;

/**
 * A model that is ready to serve. Thread-safe.
 *
 * @param model gives the median path
 * @param calibrator turns it into quantiles
 * @param card where it comes from
 */
public record TrainedModel(LstmModel model, ConformalCalibrator calibrator, ModelCard card) {
    /** The forecast as of the last step of a window. */
    public Forecast forecast(FeatureWindow window) {
        double[] path = model.predict(window, new int[] {window.size() - 1})[0];
        return calibrator.apply(window.asOf(), path, card.version(), "");
    }
}
