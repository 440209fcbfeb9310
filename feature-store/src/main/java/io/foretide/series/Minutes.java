package io.foretide.series;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The minutes at which features are kept. */
public final class Minutes {
    public static final Duration STEP = Duration.ofMinutes(1);

    private Minutes() {}

    /**
     * The minute whose measurement a tick completes: a tick that comes a little early or late still belongs to the minute
     * boundary nearest to it, and what it measured happened in the minute before that boundary.
     */
    public static Instant completedAt(Instant tick) {
        return tick.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES).minus(STEP);
    }
}
