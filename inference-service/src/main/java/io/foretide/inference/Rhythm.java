package io.foretide.inference;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * When work recurs, in real time.
 *
 * @param first time until it is due for the first time
 * @param period time from then on between two times
 * @param needed whether there is something to do when it is due; answers at once
 */
public record Rhythm(Duration first, Duration period, BooleanSupplier needed) {
    /** Now, and every {@code period}. */
    public static Rhythm of(Duration period) {
        return new Rhythm(Duration.ZERO, period, () -> true);
    }

    /** The same, but after some time for the first time. */
    public Rhythm after(Duration first) {
        return new Rhythm(first, period, needed);
    }

    /** The same after a share of the period, from 0 to 1. */
    public Rhythm atPhase(double share) {
        return after(Duration.ofNanos(Math.round(share * period.toNanos())));
    }

    /** The same while there is something to do. */
    public Rhythm when(BooleanSupplier something) {
        return new Rhythm(first, period, something);
    }
}
