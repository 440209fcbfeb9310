package io.foretide.planner;

import java.time.Instant;

/**
 * A rescale that was decided and is not complete yet.
 *
 * @param decidedAt when
 * @param fromTaskManagers the number before
 * @param toTaskManagers the number asked for
 */
public record PendingRescale(Instant decidedAt, int fromTaskManagers, int toTaskManagers) {
    public boolean isUp() {
        return toTaskManagers > fromTaskManagers;
    }
}
