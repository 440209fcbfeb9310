/** The control loop of one job, its memory, leadership, decision log and outcomes, and the contract of scaling targets. */
@NullMarked
package io.foretide.scaler.control;

import org.jspecify.annotations.NullMarked;
