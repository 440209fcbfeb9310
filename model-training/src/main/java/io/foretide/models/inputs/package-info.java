/** Demand and exogenous inputs as numbers that models take: by local calendar, standardised, with what is missing marked. */
@NullMarked
package io.foretide.models.inputs;

import org.jspecify.annotations.NullMarked;
