/** The doctor's checks of a cluster: whether the API server answers, allows what is needed, and has what is scaled. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.kubernetes.checks;
