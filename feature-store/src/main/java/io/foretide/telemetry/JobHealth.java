package io.foretide.telemetry;

import java.time.Duration;
import java.util.Optional;

/**
 * What matters of a job besides its load.
 *
 * @param lastRestart how long the job did not run at its last restart, by the job's clock, if the source knows
 * @param checkpointsFail whether the newest checkpoint that ended has failed
 */
public record JobHealth(Optional<Duration> lastRestart, boolean checkpointsFail) {
    /** Nothing is known, and nothing is known to be wrong. */
    public static final JobHealth UNKNOWN = new JobHealth(Optional.empty(), false);
}
