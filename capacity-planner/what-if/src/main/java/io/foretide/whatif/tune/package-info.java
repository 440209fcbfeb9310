/** Settings of the planner that a load's own past prefers: what is searched, by which goal, and how. */
@NullMarked
package io.foretide.whatif.tune;

import org.jspecify.annotations.NullMarked;
