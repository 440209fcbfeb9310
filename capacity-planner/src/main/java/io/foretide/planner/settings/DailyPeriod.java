package io.foretide.planner.settings;

import io.foretide.text.Check;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A time of every day; one that ends before it begins lasts over midnight.
 *
 * @param from inclusive
 * @param to exclusive
 * @param zone whose clocks are meant
 */
public record DailyPeriod(LocalTime from, LocalTime to, ZoneId zone) {
    public DailyPeriod {
        Check.that(!from.equals(to), "period", from + " to " + to, "two different times");
    }

    /** Whether the instant lies in it. */
    public boolean holds(Instant time) {
        LocalTime local = time.atZone(zone).toLocalTime();
        boolean begun = !local.isBefore(from);
        boolean over = !local.isBefore(to);
        return from.isBefore(to) ? begun && !over : begun || !over;
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
