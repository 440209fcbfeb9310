/** Forecasts without anything to learn: the present level, or what came one season ago. The baselines of every score. */
@NullMarked
package io.foretide.models.naive;

import org.jspecify.annotations.NullMarked;
