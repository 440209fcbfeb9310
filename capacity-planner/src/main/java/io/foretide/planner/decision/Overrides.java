package io.foretide.planner.decision;

import io.foretide.planner.settings.Sizes;
import io.foretide.text.Check;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Requests of people at the moment, beside the settings.
 *
 * @param hold why nothing at all may be decided, if so: half a sentence
 * @param pausedUp whether nothing is scaled up
 * @param pausedDown whether nothing is scaled down
 * @param pinned exactly this many TaskManagers, at once and whatever the load
 * @param min never fewer, besides the settings
 * @param max never more, besides the settings
 * @param reclaimed sizes that others have set up to then are not left alone any more
 * @param limit why {@code max}, where it is not a person who asks for it: half a sentence
 */
public record Overrides(
        Optional<Cause> hold,
        boolean pausedUp,
        boolean pausedDown,
        OptionalInt pinned,
        OptionalInt min,
        OptionalInt max,
        Optional<Instant> reclaimed,
        Optional<Cause> limit) {
    /** Nobody asks for anything. */
    public static final Overrides NONE = new Overrides(
            Optional.empty(), false, false, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /** What leaves sizes alone that others have set. */
    public Overrides(
            Optional<Cause> hold,
            boolean pausedUp,
            boolean pausedDown,
            OptionalInt pinned,
            OptionalInt min,
            OptionalInt max) {
        this(hold, pausedUp, pausedDown, pinned, min, max, Optional.empty(), Optional.empty());
    }

    public Overrides {
        pinned.ifPresent(size -> Check.that(size >= 1, "pin", size, "at least 1"));
        min.ifPresent(size -> Check.that(size >= 1, "min", size, "at least 1"));
        int lower = min.orElse(1);
        max.ifPresent(size -> Check.that(size >= lower, "max", size, "at least min (" + lower + ")"));
    }

    /** Nothing may be decided, because of {@code why}: half a sentence. */
    public static Overrides holding(Cause why) {
        return new Overrides(
                Optional.of(why), false, false, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /** Whether a size that somebody else has set at {@code time} is left alone no more. */
    public boolean isReclaimed(Instant time) {
        return reclaimed.filter(until -> !time.isAfter(until)).isPresent();
    }

    /** At most and at least what is allowed and asked for; where both cannot be, what is asked for. */
    public Sizes within(Sizes allowed) {
        if (min.isEmpty() && max.isEmpty()) {
            return allowed;
        }
        int atLeast = Math.min(
                Math.max(allowed.minTaskManagers(), min.orElse(allowed.minTaskManagers())),
                max.orElse(Integer.MAX_VALUE));
        int atMost = Math.max(atLeast, Math.min(allowed.maxTaskManagers(), max.orElse(allowed.maxTaskManagers())));
        return allowed.between(atLeast, atMost);
    }
}
