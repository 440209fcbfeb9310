/** The form of a forecast, whoever makes it. Pure. */
@NullMarked
package io.foretide.forecast;

import org.jspecify.annotations.NullMarked;
