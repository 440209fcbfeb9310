package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.JobHealth;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

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
        Optional<JsonNode> rescales = rest.told("/jobs/" + job.id() + "/rescales/overview");
        Optional<JsonNode> checkpoints = rest.find("/jobs/" + job.id() + "/checkpoints");
        return new JobHealth(
                rescales.flatMap(this::lastRestart),
                checkpoints
                        .filter(answer -> lastFailed(answer, job.runningSince()))
                        .isPresent(),
                checkpoints
                        .filter(answer -> completed(answer) >= job.runningSince())
                        .isPresent());
    }

    private Optional<Duration> lastRestart(JsonNode overview) {
        JsonNode last = overview.path("latest").path("completed");
        long millis = last.path("endTimestampInMillis").asLong()
                - last.path("startTimestampInMillis").asLong();
        boolean restarted =
                last.isObject() && !last.path("triggerCause").asText().equals("INITIAL_SCHEDULE") && millis > 0;
        return restarted ? Optional.of(Duration.ofMillis(Math.round(millis * jobSecondsPerSecond))) : Optional.empty();
    }

    private static boolean lastFailed(JsonNode checkpoints, long since) {
        JsonNode latest = checkpoints.path("latest");
        long failed = latest.path("failed").path("trigger_timestamp").asLong();
        return failed > completed(checkpoints) && failed >= since;
    }

    private static long completed(JsonNode checkpoints) {
        return checkpoints
                .path("latest")
                .path("completed")
                .path("trigger_timestamp")
                .asLong();
    }
}
