package io.foretide.planner.fleet;

import io.foretide.text.Check;
import java.util.OptionalInt;

/**
 * What a fleet of jobs may have and do together.
 *
 * @param maxSlots of all jobs; never more, unless their minimum is more
 * @param rescalesAtOnce so many jobs, at most, are rescaled at the same time
 */
public record FleetSettings(OptionalInt maxSlots, OptionalInt rescalesAtOnce) {
    /** Each job for itself. */
    public static final FleetSettings NONE = new FleetSettings(OptionalInt.empty(), OptionalInt.empty());

    public FleetSettings {
        maxSlots.ifPresent(slots -> Check.that(slots >= 1, "maxSlots", slots, "at least 1"));
        rescalesAtOnce.ifPresent(most -> Check.that(most >= 1, "rescalesAtOnce", most, "at least 1"));
    }
}
