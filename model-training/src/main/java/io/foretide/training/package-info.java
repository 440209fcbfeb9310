/**
 * Contracts of a model (fit, forecast, save), and the arithmetic around every one: transform, validation, conformal quantiles,
 * rolling forecasts.
 */
@NullMarked
package io.foretide.training;

import org.jspecify.annotations.NullMarked;
