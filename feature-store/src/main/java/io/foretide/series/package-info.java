/** Time series on a regular grid, and windows that hold nothing measured later. Pure. */
@NullMarked
package io.foretide.series;

import org.jspecify.annotations.NullMarked;
