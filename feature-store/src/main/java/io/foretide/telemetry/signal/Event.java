package io.foretide.telemetry.signal;

import java.time.Instant;

/**
 * Something planned that changes the load.
 *
 * @param from first instant, inclusive
 * @param to last instant, exclusive
 * @param multiplier expected load as a multiple of a normal day's; 1 if unknown
 */
public record Event(Instant from, Instant to, String name, double multiplier) {
    public Event {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "event '" + name + "' lasts from " + from + " to " + to + ": it must end after it begins");
        }
        if (!(multiplier > 0) || Double.isInfinite(multiplier)) {
            throw new IllegalArgumentException(
                    "event '" + name + "' has the multiplier " + multiplier + ": must be a finite number above 0");
        }
    }

    public boolean holds(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
