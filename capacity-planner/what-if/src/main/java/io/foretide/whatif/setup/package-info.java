/** The question of a what-if: which load, which part of it, and which job on which cluster. */
@NullMarked
package io.foretide.whatif.setup;

import org.jspecify.annotations.NullMarked;
