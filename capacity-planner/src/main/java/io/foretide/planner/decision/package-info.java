/** Input and outcome of a decision: input, proposal, adjustments, figures and causes. Pure. */
@NullMarked
package io.foretide.planner.decision;

import org.jspecify.annotations.NullMarked;
