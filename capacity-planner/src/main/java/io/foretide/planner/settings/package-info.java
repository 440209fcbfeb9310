/** What a user decides about scaling one job, and the keys it is written with. Pure. */
@NullMarked
package io.foretide.planner.settings;

import org.jspecify.annotations.NullMarked;
