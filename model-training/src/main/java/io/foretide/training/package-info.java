/** From stored features to a published model: split, calibration, scores, model card and registry. */
@NullMarked
package io.foretide.training;

import org.jspecify.annotations.NullMarked;
