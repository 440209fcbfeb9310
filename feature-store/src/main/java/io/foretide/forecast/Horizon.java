package io.foretide.forecast;

import java.time.Duration;

/**
 * How far and how finely a forecast looks ahead.
 *
 * @param step one step
 * @param steps number of steps, at least 1
 */
public record Horizon(Duration step, int steps) {
    /** The reference design's: 30 steps of one minute. */
    public static final Horizon DEFAULT = new Horizon(Duration.ofMinutes(1), 30);

    public Horizon {
        if (step.isZero() || step.isNegative() || steps < 1) {
            throw new IllegalArgumentException(
                    "horizon of " + steps + " steps of " + step + ": at least 1 positive step is needed");
        }
    }

    public Duration length() {
        return step.multipliedBy(steps);
    }
}
