/** The LSTM of the reference design, raw and beyond the regression, with our own kernel in Deeplearning4j: fitting, layers, files. */
@NullMarked
package io.foretide.models.lstm;

import org.jspecify.annotations.NullMarked;
