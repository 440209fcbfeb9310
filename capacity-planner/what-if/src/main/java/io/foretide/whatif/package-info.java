/** Questions to recorded loads: what another policy, another cluster or another load would have come to. Trains, simulates, prints. */
@NullMarked
package io.foretide.whatif;

import org.jspecify.annotations.NullMarked;
