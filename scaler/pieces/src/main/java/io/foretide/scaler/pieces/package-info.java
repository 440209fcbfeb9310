/** Heavy work on many jobs as independent, seeded pieces that can be begun again: a training or a simulation of one job each. */
@org.jspecify.annotations.NullMarked
package io.foretide.scaler.pieces;
