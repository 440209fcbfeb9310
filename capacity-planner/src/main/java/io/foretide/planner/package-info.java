/** The one function that decides, and what is decided without looking at any load. Pure: the rooms below hold what it is made of. */
@NullMarked
package io.foretide.planner;

import org.jspecify.annotations.NullMarked;
