package io.foretide.planner.learned;

import java.time.Instant;

/**
 * A rescale that was decided.
 *
 * @param at when
 * @param fromTaskManagers the number before
 * @param toTaskManagers the number asked for
 */
public record Rescaled(Instant at, int fromTaskManagers, int toTaskManagers) {
    public boolean isUp() {
        return toTaskManagers > fromTaskManagers;
    }
}
