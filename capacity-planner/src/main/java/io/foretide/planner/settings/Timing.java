package io.foretide.planner.settings;

import io.foretide.text.Check;
import java.time.Duration;

/**
 * Time between decisions, and the age that their data may have.
 *
 * @param tick from one decision to the next
 * @param maxTelemetryAge older snapshots count as missing
 * @param maxForecastAge older forecasts count as missing
 */
public record Timing(Duration tick, Duration maxTelemetryAge, Duration maxForecastAge) {
    /** A minute is the step of the forecast; three of them without an answer are no hiccup; of three forecasts two may fail. */
    public static final Timing DEFAULT =
            new Timing(Duration.ofMinutes(1), Duration.ofMinutes(3), Duration.ofMinutes(15));

    public Timing {
        Check.positive("tick", tick);
        Check.positive("maxTelemetryAge", maxTelemetryAge);
        Check.positive("maxForecastAge", maxForecastAge);
    }
}
