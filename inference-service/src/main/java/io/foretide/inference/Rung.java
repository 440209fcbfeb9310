package io.foretide.inference;

import io.foretide.training.ConformalCalibrator;
import io.foretide.training.ForecastModel;

/**
 * A model that may serve, with its calibration.
 *
 * @param version shown with every forecast, e.g. {@code lstm v3}
 * @param model the point forecast
 * @param calibrator its intervals
 */
public record Rung(String version, ForecastModel model, ConformalCalibrator calibrator) {}
