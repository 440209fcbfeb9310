/** What a job may have of what a whole fleet may: slots by priority, and rescales one after another. Pure. */
@NullMarked
package io.foretide.planner.fleet;

import org.jspecify.annotations.NullMarked;
