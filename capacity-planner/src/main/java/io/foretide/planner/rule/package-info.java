/** Rules that may change a proposal: one small one a file, added by the class path too. Pure. */
@NullMarked
package io.foretide.planner.rule;

import org.jspecify.annotations.NullMarked;
