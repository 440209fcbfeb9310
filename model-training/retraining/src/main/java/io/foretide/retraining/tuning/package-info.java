/** The nightly tuning: what is tried on a job's own past, what is adopted of it, and the way back. */
@org.jspecify.annotations.NullMarked
package io.foretide.retraining.tuning;
