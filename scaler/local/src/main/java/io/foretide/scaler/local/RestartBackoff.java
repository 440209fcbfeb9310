package io.foretide.scaler.local;

import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a TaskManager that ended by itself may be started again: after 1, 2, 4, 8 ... seconds, and no more after ten deaths
 * without two quiet minutes in between. Not thread-safe.
 */
final class RestartBackoff {
    static final int MAX_DEATHS = 10;
    private static final Duration QUIET = Duration.ofMinutes(2);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private int deaths;
    private Instant lastDeath = Instant.MIN;

    void died(Instant now) {
        if (deaths > 0 && now.isAfter(lastDeath.plus(QUIET))) {
            deaths = 0;
        }
        deaths++;
        lastDeath = now;
    }

    /** Forgets all deaths. */
    void reset() {
        deaths = 0;
    }

    /** From when on TaskManagers may be started; empty: not any more. */
    Optional<Instant> mayStartFrom() {
        if (deaths == 0) {
            return Optional.of(Instant.MIN);
        }
        if (deaths > MAX_DEATHS) {
            return Optional.empty();
        }
        Duration wait = Duration.ofSeconds(1L << (deaths - 1));
        return Optional.of(lastDeath.plus(Durations.min(wait, MAX_WAIT)));
    }
}
