package io.foretide.scaler.control.replicas;

import java.time.Duration;
import java.util.Objects;

/**
 * A replica among those that share the jobs of a store.
 *
 * @param name another one for each
 * @param lease after so long without a sign of life its jobs go to the others
 */
public record ReplicaSettings(String name, Duration lease) {
    /** So often in the time of a lease it is renewed. */
    static final int BEATS = 5;

    public ReplicaSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(lease, "lease");
    }

    Duration beat() {
        return lease.dividedBy(BEATS);
    }

    /** After so long without a renewal it acts no more: before others may believe that it is gone. */
    Duration actsFor() {
        return lease.multipliedBy(2).dividedBy(3);
    }
}
