/** From a forecast to a proposed size: the capacity that is needed, and the cheapest way to have it. Pure. */
@NullMarked
package io.foretide.planner.sizing;

import org.jspecify.annotations.NullMarked;
