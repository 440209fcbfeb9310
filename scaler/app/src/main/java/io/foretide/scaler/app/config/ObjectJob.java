package io.foretide.scaler.app.config;

/**
 * The job of a {@code PredictiveAutoscaler} object.
 *
 * @param object {@code NAMESPACE/NAME}, after the context of its cluster if it is not the service's own
 * @param job what it says
 */
public record ObjectJob(String object, FleetConfig.Job job) {}
