/** Observations of a job, and the contracts of those who observe it. */
@NullMarked
package io.foretide.telemetry;

import org.jspecify.annotations.NullMarked;
