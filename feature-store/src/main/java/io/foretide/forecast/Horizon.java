package io.foretide.forecast;

import io.foretide.text.Durations;
import io.foretide.text.InputException;
import java.time.Duration;

/**
 * Reach and step of a forecast.
 *
 * @param step one step
 * @param steps number of steps, at least 1
 */
public record Horizon(Duration step, int steps) {
    /** The reference design's: 30 steps of one minute. */
    public static final Horizon DEFAULT = new Horizon(Duration.ofMinutes(1), 30);

    /** The finest step of a series that is forecast. */
    public static final Duration FINEST = Duration.ofSeconds(10);

    /** The coarsest step of a series that is forecast. */
    public static final Duration COARSEST = Duration.ofMinutes(30);

    public Horizon {
        if (step.isZero() || step.isNegative() || steps < 1) {
            throw new IllegalArgumentException(
                    "horizon of " + steps + " steps of " + step + ": at least 1 positive step is needed");
        }
    }

    /**
     * 30 minutes of a step: 180 steps of 10 s, 30 of a minute, one of 30 minutes. A step that does not divide 30 minutes
     * gives the steps that fit.
     *
     * @throws InputException if the step is below 10 s or above 30 minutes
     */
    public static Horizon of(Duration step) {
        if (Durations.isShorter(step, FINEST) || Durations.isLonger(step, COARSEST)) {
            throw new InputException("step " + step + ": must be " + FINEST + " to " + COARSEST);
        }
        return new Horizon(step, (int) DEFAULT.length().dividedBy(step));
    }

    public Duration length() {
        return Duration.ofMillis(step.toMillis() * steps);
    }
}
