package io.foretide.training;

import io.foretide.forecast.Horizon;
import java.time.Duration;

/**
 * Lengths of time in steps of a series, where at least one step is meant whatever the step.
 *
 * @param step 10 s to 30 minutes
 */
public record Steps(Duration step) {
    private static final int MIN_INPUTS = 12;
    private static final int MIN_RECENT = 3;

    public Steps {
        Horizon.of(step);
    }

    /** Number of whole steps in a length of time of up to 292 years, at least one. */
    public int in(Duration length) {
        // asked for at every origin: Duration.dividedBy divides BigIntegers
        return (int) Math.max(1, length.toNanos() / step.toNanos());
    }

    /** "The last 15 minutes", which give the level of a series. */
    public int level() {
        return in(Duration.ofMinutes(15));
    }

    /** Largest age of the newest value for a forecast: 15 minutes, but three steps. */
    public int recent() {
        return Math.max(MIN_RECENT, level());
    }

    /** Whether a value that is not NaN is among the {@link #recent} ones up to an origin. */
    public boolean hasRecent(double[] values, int origin) {
        for (int i = origin; i > origin - recent() && i >= 0; i--) {
            if (!Double.isNaN(values[i])) {
                return true;
            }
        }
        return false;
    }

    /** The reference design's input window of 60 minutes, but at least twelve steps. */
    public int input() {
        return Math.max(MIN_INPUTS, in(Duration.ofMinutes(60)));
    }
}
