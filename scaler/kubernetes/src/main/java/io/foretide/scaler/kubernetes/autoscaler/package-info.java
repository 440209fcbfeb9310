/** {@code PredictiveAutoscaler} objects: what they say is handed on, and how their jobs stand is written to their status. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.kubernetes.autoscaler;
