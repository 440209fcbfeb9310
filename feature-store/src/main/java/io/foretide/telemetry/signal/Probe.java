package io.foretide.telemetry.signal;

import java.io.IOException;
import java.time.Instant;

/** One question to a peer. Thread-safe. */
@FunctionalInterface
interface Probe {
    /**
     * The value as it is now.
     *
     * @throws IOException if there is no answer in time, or none that is a value; one sentence, without a secret
     */
    Reading read(Instant now) throws IOException;
}
