/** Bursts that recur, such as every full hour or at a local time of day: found, taken out before a model is fitted, and put back. */
@NullMarked
package io.foretide.models.recurring;

import org.jspecify.annotations.NullMarked;
