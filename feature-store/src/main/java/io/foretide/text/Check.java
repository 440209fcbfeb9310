package io.foretide.text;

import java.time.Duration;

/** One wording for what is not allowed: the thing, its value, what is allowed. */
public final class Check {
    private Check() {}

    /** Refuses unless {@code holds}. */
    public static void that(boolean holds, String name, Object value, String allowed) {
        if (!holds) {
            throw refusal(name, value, allowed);
        }
    }

    /** The refusal of a value: for whoever checks so often that the words must not be made before they are needed. */
    public static IllegalArgumentException refusal(String name, Object value, String allowed) {
        return new IllegalArgumentException(name + " " + value + ": must be " + allowed);
    }

    /** Refuses a duration that is zero or negative. */
    public static void positive(String name, Duration value) {
        that(!value.isNegative() && !value.isZero(), name, value, "a positive duration");
    }
}
