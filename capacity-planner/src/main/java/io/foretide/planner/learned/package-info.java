/** What the planner remembers and learns of a job from one decision to the next. Pure; what is here is stored between ticks. */
@NullMarked
package io.foretide.planner.learned;

import org.jspecify.annotations.NullMarked;
