package io.foretide.text;

import java.time.Duration;

/** One wording for what is not allowed: the thing, its value, what is allowed. */
public final class Check {
    private Check() {}

    /** Refuses unless {@code holds}. */
    public static void that(boolean holds, String name, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + value + ": must be " + allowed);
        }
    }

    /** Refuses a duration that is zero or negative. */
    public static void positive(String name, Duration value) {
        that(!value.isNegative() && !value.isZero(), name, value, "a positive duration");
    }
}
