/** The policies that a what-if compares: the list of those that ship, and the interface by which jars add others. */
@NullMarked
package io.foretide.whatif.policy;

import org.jspecify.annotations.NullMarked;
