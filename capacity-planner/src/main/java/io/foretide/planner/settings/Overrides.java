package io.foretide.planner.settings;

import io.foretide.text.Check;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Requests of people at the moment, beside the settings.
 *
 * @param hold why nothing at all may be decided, if so
 * @param pausedUp whether nothing is scaled up
 * @param pausedDown whether nothing is scaled down
 * @param pinned exactly this many TaskManagers, at once and whatever the load
 * @param min never fewer, besides the settings
 * @param max never more, besides the settings
 */
public record Overrides(
        Optional<String> hold,
        boolean pausedUp,
        boolean pausedDown,
        OptionalInt pinned,
        OptionalInt min,
        OptionalInt max) {
    /** Nobody asks for anything. */
    public static final Overrides NONE = new Overrides(
            Optional.empty(), false, false, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    public Overrides {
        pinned.ifPresent(size -> Check.that(size >= 1, "pin", size, "at least 1"));
        min.ifPresent(size -> Check.that(size >= 1, "min", size, "at least 1"));
        int least = min.orElse(1);
        max.ifPresent(size -> Check.that(size >= least, "max", size, "at least min (" + least + ")"));
    }

    /** Nothing may be decided, because of {@code why}: half a sentence. */
    public static Overrides holding(String why) {
        return new Overrides(
                Optional.of(why), false, false, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }
}
