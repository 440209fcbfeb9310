/** Models of the season by local time: the seasonal profile with the present level, and Holt-Winters; others build on the profile. */
@NullMarked
package io.foretide.models.seasonal;

import org.jspecify.annotations.NullMarked;
