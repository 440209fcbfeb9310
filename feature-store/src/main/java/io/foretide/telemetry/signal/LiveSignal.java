package io.foretide.telemetry.signal;

import io.foretide.telemetry.SignalSource;
import java.io.IOException;
import java.time.Instant;

/**
 * Signals that are looked at again and again while a service runs. {@link #refresh} may take as long as a peer does, and is
 * called by one thread at a time; {@link #valuesAt} never waits. Thread-safe.
 */
public interface LiveSignal extends SignalSource {
    /**
     * Looks again. What was seen before stays as old as it is when this fails.
     *
     * @param now the time of the look
     * @throws IOException one sentence that names the signal and where it was looked for, without a secret
     */
    void refresh(Instant now) throws IOException;
}
