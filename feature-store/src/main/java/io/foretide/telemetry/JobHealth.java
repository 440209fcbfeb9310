package io.foretide.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * State of a job that matters besides its load.
 *
 * @param lastRestart how long the job did not run at its last restart, by the job's clock, if the source knows
 * @param checkpointsFail whether the newest checkpoint that ended has failed
 * @param checkpointed whether a checkpoint has completed since the job last began to run
 * @param ranAt since when the job runs on what was asked for last, where somebody looks more often than the planner
 * @param obstacle why TaskManagers that were asked for do not come, if that is known
 * @param room for TaskManagers
 */
public record JobHealth(
        Optional<Duration> lastRestart,
        boolean checkpointsFail,
        boolean checkpointed,
        Optional<Instant> ranAt,
        Optional<Obstacle> obstacle,
        Room room) {
    /** Nothing is known, and nothing is known to be wrong. */
    public static final JobHealth UNKNOWN = new JobHealth(Optional.empty(), false, false);

    /** Health as Flink alone can tell it. */
    public JobHealth(Optional<Duration> lastRestart, boolean checkpointsFail, boolean checkpointed) {
        this(lastRestart, checkpointsFail, checkpointed, Optional.empty(), Optional.empty(), Room.UNKNOWN);
    }

    /** This with what following a rescale has shown; a restart that Flink measured itself counts before the followed one. */
    public JobHealth with(Optional<Duration> restart, Optional<Instant> since, Optional<Obstacle> inTheWay, Room seen) {
        return new JobHealth(lastRestart.or(() -> restart), checkpointsFail, checkpointed, since, inTheWay, seen);
    }
}
