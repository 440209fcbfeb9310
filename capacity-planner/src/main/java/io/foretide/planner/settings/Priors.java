package io.foretide.planner.settings;

import io.foretide.text.Check;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Beliefs about a job before it was observed.
 *
 * @param recordsPerSecondPerSlot true processing rate, if the user knows it
 * @param leadTime from a decision to scale up until the new slots process
 * @param restartTime the part of it in which nothing is processed
 */
public record Priors(OptionalDouble recordsPerSecondPerSlot, Duration leadTime, Duration restartTime) {
    /** The reference design's pod 30 s + JVM 30 s + classes 5 s + register 5 s + slots 10 s; a restart of 30 s. */
    public static final Priors DEFAULT =
            new Priors(OptionalDouble.empty(), Duration.ofSeconds(80), Duration.ofSeconds(30));

    public Priors {
        recordsPerSecondPerSlot.ifPresent(rate -> Check.that(
                rate > 0 && Double.isFinite(rate), "initialRecordsPerSecondPerSlot", rate, "a finite number above 0"));
        Check.positive("initialLeadTime", leadTime);
        Check.positive("initialRestartTime", restartTime);
    }
}
