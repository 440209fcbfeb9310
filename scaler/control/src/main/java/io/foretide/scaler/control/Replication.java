package io.foretide.scaler.control;

import java.util.Optional;

/**
 * Agreement of the service's replicas on who acts.
 *
 * @param leadership whether this replica may act
 * @param memory that all replicas share; empty: each keeps its own, beside its decision log
 */
public record Replication(Leadership leadership, Optional<PlannerMemory> memory) {
    /** There is one replica only. */
    public static Replication none() {
        return new Replication(Leadership.ALONE, Optional.empty());
    }
}
