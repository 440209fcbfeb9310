package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.UnreadException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Reads restarts and checkpoints. The time of a restart comes from Flink's history of rescales, which 2.3 keeps if {@code
 * web.adaptive-scheduler.rescale-history.size} is above 0; it does not hold the time to restore the state. A checkpoint
 * that a restart interrupted has not failed.
 */
final class JobHealthReader {
    private final FlinkRest rest;
    private final double jobSecondsPerSecond;

    JobHealthReader(FlinkRest rest, double jobSecondsPerSecond) {
        this.rest = rest;
        this.jobSecondsPerSecond = jobSecondsPerSecond;
    }

    JobHealth read(JobDetail job) throws IOException {
        String path = "/jobs/" + job.id();
        List<Callable<JobHealth>> questions = List.of(
                () -> new JobHealth(FlinkRest.told(() -> lastRestart(path), Optional.empty()), false, false),
                () -> checkpoints(path, job.runningSince()));
        List<JobHealth> told = rest.all(questions);
        return new JobHealth(
                told.get(0).lastRestart(),
                told.get(1).checkpointsFail(),
                told.get(1).checkpointed());
    }

    private JobHealth checkpoints(String job, long runningSince) throws IOException {
        Optional<FlinkAnswer> checkpoints = rest.find(job + "/checkpoints");
        if (checkpoints.isEmpty()) {
            return JobHealth.UNKNOWN;
        }
        FlinkAnswer latest = checkpoints.get().at("latest");
        long failed = triggered(latest, "failed");
        long completed = triggered(latest, "completed");
        return new JobHealth(Optional.empty(), failed > completed && failed >= runningSince, completed >= runningSince);
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
        return millis > 0 ? Optional.of(Duration.ofMillis(Math.round(millis * jobSecondsPerSecond))) : Optional.empty();
    }

    /** When the newest checkpoint of a kind was triggered; 0 if there is none. */
    static long triggered(FlinkAnswer latest, String kind) throws UnreadException {
        Optional<FlinkAnswer> checkpoint = latest.find(kind);
        return checkpoint.isPresent() ? checkpoint.get().millisOrNever("trigger_timestamp") : 0;
    }
}
