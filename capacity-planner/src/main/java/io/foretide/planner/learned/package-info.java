/** Memory of a job from one decision to the next, and what is learned of it. Pure; what is here is stored between ticks. */
@NullMarked
package io.foretide.planner.learned;

import org.jspecify.annotations.NullMarked;
