package io.foretide.scaler.control;

import io.foretide.planner.decision.Cause;

/** Whether this replica of the service acts, as a {@link Leadership} answered once. */
public sealed interface Standing {
    /** This one acts; all others are kept out. */
    record Leads() implements Standing {}

    /** This one only watches, because of {@code why}. */
    record Follows(Cause why) implements Standing {}

    /** Whether this one acts. */
    default boolean isLeading() {
        return this instanceof Leads;
    }
}
