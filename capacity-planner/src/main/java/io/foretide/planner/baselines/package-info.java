/** The policies that the planner is compared with, written as they are published. Pure. */
@NullMarked
package io.foretide.planner.baselines;

import org.jspecify.annotations.NullMarked;
