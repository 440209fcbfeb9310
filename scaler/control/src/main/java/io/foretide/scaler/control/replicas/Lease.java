package io.foretide.scaler.control.replicas;

import java.time.Duration;
import java.util.Objects;

/**
 * A replica's sign of life.
 *
 * @param replica its name
 * @param process which of those that had the name one after another
 * @param beat another number each time
 * @param lasts after so long without another beat it has ended
 */
public record Lease(String replica, String process, long beat, Duration lasts) {
    public Lease {
        Objects.requireNonNull(replica, "replica");
        Objects.requireNonNull(process, "process");
    }

    boolean isBeatOf(Lease other) {
        return process.equals(other.process) && beat == other.beat;
    }
}
