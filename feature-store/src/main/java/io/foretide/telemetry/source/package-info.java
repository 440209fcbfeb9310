/** Kinds of telemetry sources: Flink's REST interface, and those that a jar brings. */
@NullMarked
package io.foretide.telemetry.source;

import org.jspecify.annotations.NullMarked;
