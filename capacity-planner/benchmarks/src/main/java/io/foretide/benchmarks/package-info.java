/** JMH benchmarks of the simulator; never on the product's class path. */
@NullMarked
package io.foretide.benchmarks;

import org.jspecify.annotations.NullMarked;
