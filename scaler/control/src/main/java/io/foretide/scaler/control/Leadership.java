package io.foretide.scaler.control;

import java.util.Optional;

/** Whether this replica of the service may act. Thread-safe. */
@FunctionalInterface
public interface Leadership {
    /** The only replica. */
    Leadership ALONE = Optional::empty;

    /** Which replica leads, half a sentence; empty if this one does. */
    Optional<String> other();
}
