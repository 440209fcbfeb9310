/** The forecast models: the LSTM of the reference design and the arithmetic it has to beat. */
@NullMarked
package io.foretide.models;

import org.jspecify.annotations.NullMarked;
