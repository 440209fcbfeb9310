package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import java.io.IOException;
import java.util.Optional;

/** Prepares a scale down. */
@FunctionalInterface
public interface BeforeShrink {
    /** Nothing to prepare. */
    BeforeShrink NOTHING = (fewer, selector) -> Optional.empty();

    /**
     * Prepares the end of {@code fewer} Pods.
     *
     * @param selector of all Pods
     * @return why the scale down should not happen now; empty if it may
     */
    Optional<Cause> prepare(int fewer, String selector) throws IOException;

    /** This, and then {@code next} if nothing speaks against it. */
    default BeforeShrink then(BeforeShrink next) {
        return (fewer, selector) -> {
            Optional<Cause> against = prepare(fewer, selector);
            return against.isPresent() ? against : next.prepare(fewer, selector);
        };
    }
}
