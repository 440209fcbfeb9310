package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.UnreadException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads restarts and checkpoints. The time of a restart comes from Flink's history of rescales, which 2.3 keeps if {@code
 * web.adaptive-scheduler.rescale-history.size} is above 0; it does not hold the time to restore the state. A checkpoint
 * that a restart interrupted has not failed.
 */
final class JobHealthReader {
    /** A job that stood still for longer was not rescaled, but taken down. */
    private static final Duration LONGEST_RESTART = Duration.ofDays(1);

    private final FlinkRest rest;
    private final double jobSecondsPerSecond;

    JobHealthReader(FlinkRest rest, double jobSecondsPerSecond) {
        this.rest = rest;
        this.jobSecondsPerSecond = jobSecondsPerSecond;
    }

    JobHealth read(JobDetail job) throws IOException {
        Optional<Duration> restart = FlinkRest.told(() -> lastRestart("/jobs/" + job.id()), Optional.empty());
        Optional<FlinkAnswer> checkpoints = rest.find("/jobs/" + job.id() + "/checkpoints");
        if (checkpoints.isEmpty()) {
            return new JobHealth(restart, false, false);
        }
        FlinkAnswer latest = checkpoints.get().at("latest");
        long failed = triggered(latest, "failed");
        long completed = triggered(latest, "completed");
        return new JobHealth(
                restart, failed > completed && failed >= job.runningSince(), completed >= job.runningSince());
    }

    private Optional<Duration> lastRestart(String job) throws IOException {
        Optional<FlinkAnswer> rescales = rest.find(job + "/rescales/overview");
        if (rescales.isEmpty()) {
            return Optional.empty();
        }
        Optional<FlinkAnswer> last = rescales.get().at("latest").find("completed");
        if (last.isEmpty() || last.get().text("triggerCause").equals("INITIAL_SCHEDULE")) {
            return Optional.empty();
        }
        long millis = last.get().millis("endTimestampInMillis") - last.get().millis("startTimestampInMillis");
        return millis > 0 && millis <= LONGEST_RESTART.toMillis()
                ? Optional.of(Duration.ofMillis(Math.round(millis * jobSecondsPerSecond)))
                : Optional.empty();
    }

    /** When the newest checkpoint of a kind was triggered; 0 if there is none. */
    static long triggered(FlinkAnswer latest, String kind) throws UnreadException {
        Optional<FlinkAnswer> checkpoint = latest.find(kind);
        return checkpoint.isPresent() ? checkpoint.get().millisOrNever("trigger_timestamp") : 0;
    }
}
