package io.foretide.planner.settings;

import io.foretide.text.Check;
import java.util.OptionalInt;

/**
 * Other bounds in a time of every day.
 *
 * @param period when
 * @param min never fewer then, if it is another number
 * @param max never more then, if it is another number
 */
public record SizeWindow(DailyPeriod period, OptionalInt min, OptionalInt max) {
    public SizeWindow {
        Check.that(min.isPresent() || max.isPresent(), "window " + period, "neither", "min, max or both");
        min.ifPresent(size -> Check.that(size >= 1, "window " + period + " min", size, "at least 1"));
        int lower = min.orElse(1);
        max.ifPresent(
                size -> Check.that(size >= lower, "window " + period + " max", size, "at least min (" + lower + ")"));
    }
}
