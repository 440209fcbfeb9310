/** What goes into a decision and what comes out: input, proposal, adjustments, figures and causes. Pure. */
@NullMarked
package io.foretide.planner.decision;

import org.jspecify.annotations.NullMarked;
