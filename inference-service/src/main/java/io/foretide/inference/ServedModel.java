package io.foretide.inference;

import io.foretide.training.CalibratedModel;

/**
 * A published model that may serve.
 *
 * @param version shown with every forecast
 * @param model forecasts and keeps its intervals right
 */
public record ServedModel(String version, CalibratedModel model) {}
