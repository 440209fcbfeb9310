package io.foretide.training.registry;

import io.foretide.training.CalibratedModel;
import io.foretide.training.Calibration;
import io.foretide.training.ForecastModel;

/**
 * A model that can be published and served. Immutable.
 *
 * @param model gives point forecasts
 * @param calibration what its intervals had learned at the end of its data
 * @param card where it comes from
 */
public record TrainedModel(ForecastModel model, Calibration calibration, ModelCard card) {
    /** The model as it begins to serve; each caller its own, which goes on from the end of the data. */
    public CalibratedModel serving() {
        return new CalibratedModel(model, calibration);
    }
}
