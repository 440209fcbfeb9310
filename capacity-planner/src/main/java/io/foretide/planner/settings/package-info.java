/** Settings of the planner for one job, and the keys that users write them with. Pure. */
@NullMarked
package io.foretide.planner.settings;

import org.jspecify.annotations.NullMarked;
