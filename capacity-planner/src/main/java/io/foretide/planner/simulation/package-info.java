/** A simulated job and the simulator that runs a policy on it. Pure; records are conserved. */
@NullMarked
package io.foretide.planner.simulation;

import org.jspecify.annotations.NullMarked;
