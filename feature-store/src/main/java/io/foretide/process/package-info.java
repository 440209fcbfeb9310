/** Programs of this project as child processes: where their jars are, how they start, and that none outlives this one. */
@NullMarked
package io.foretide.process;

import org.jspecify.annotations.NullMarked;
