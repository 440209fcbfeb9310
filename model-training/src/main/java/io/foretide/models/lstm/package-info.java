/** The LSTM of the reference design, and what all networks share: our own kernel in Deeplearning4j, training on two threads, files. */
@NullMarked
package io.foretide.models.lstm;

import org.jspecify.annotations.NullMarked;
