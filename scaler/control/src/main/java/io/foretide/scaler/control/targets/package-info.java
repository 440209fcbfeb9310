/** Targets that need no cluster of their own kind: one that changes nothing, and Flink's own rescale API. */
@NullMarked
package io.foretide.scaler.control.targets;

import org.jspecify.annotations.NullMarked;
