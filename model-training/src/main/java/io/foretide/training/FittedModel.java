package io.foretide.training;

/**
 * A model twice.
 *
 * @param heldOut fitted on what comes before the validation part only: its errors there are honest, so intervals are
 *     calibrated with them
 * @param model fitted on all of the training part: it forecasts what comes after; the same object where nothing is fitted
 */
public record FittedModel(ForecastModel heldOut, ForecastModel model) {
    /** A model that needs no fitting, or whose few choices cannot be told from its errors. */
    public static FittedModel same(ForecastModel model) {
        return new FittedModel(model, model);
    }
}
