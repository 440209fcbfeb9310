package io.foretide.planner.learned;

import io.foretide.text.Check;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A rescale that was decided.
 *
 * @param at when
 * @param fromTaskManagers the number before
 * @param toTaskManagers the number asked for
 * @param saturatedAt what the job processed then, records/s, if it was all that it could
 */
public record Rescaled(Instant at, int fromTaskManagers, int toTaskManagers, Optional<Double> saturatedAt) {
    public Rescaled {
        Objects.requireNonNull(at, "at");
        Check.that(fromTaskManagers >= 0 && toTaskManagers >= 0, "rescale to", toTaskManagers, "0 or more");
    }

    /** A rescale of a job of which it is not known that it processed all it could. */
    public Rescaled(Instant at, int fromTaskManagers, int toTaskManagers) {
        this(at, fromTaskManagers, toTaskManagers, Optional.empty());
    }

    Rescaled timed(UnaryOperator<Instant> clock) {
        return new Rescaled(clock.apply(at), fromTaskManagers, toTaskManagers, saturatedAt);
    }

    public boolean isUp() {
        return toTaskManagers > fromTaskManagers;
    }
}
