package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a job takes checkpoints, and whether they succeed.
 *
 * @param tolerated checkpoints that may fail in a row before the job restarts; empty if Flink does not tell
 * @param failure of the newest one that ended, if it failed
 */
public record CheckpointSetup(Duration interval, OptionalInt tolerated, Optional<Failure> failure) {
    /** What Flink says of a checkpoint that a rescale has interrupted. */
    private static final String INTERRUPTED = "suspending";

    /**
     * A failed checkpoint.
     *
     * @param message Flink's
     * @param failed how many have failed since the job was started
     * @param completed how many have not
     */
    public record Failure(String message, int failed, int completed) {}

    /** Empty if the job takes none. */
    static Optional<CheckpointSetup> read(FlinkRest rest, String job, long runningSince) throws IOException {
        Optional<JsonNode> settings = rest.find(job + "/checkpoints/config");
        long millis = settings.map(s -> s.path("interval").asLong(-1)).orElse(-1L);
        if (settings.isEmpty() || millis <= 0 || millis == Long.MAX_VALUE) {
            return Optional.empty();
        }
        JsonNode tolerated = settings.get().path("tolerable_failed_checkpoints");
        return Optional.of(new CheckpointSetup(
                Duration.ofMillis(millis),
                tolerated.isInt() ? OptionalInt.of(tolerated.asInt()) : OptionalInt.empty(),
                rest.find(job + "/checkpoints").flatMap(checkpoints -> failure(checkpoints, runningSince))));
    }

    private static Optional<Failure> failure(JsonNode checkpoints, long runningSince) {
        JsonNode latest = checkpoints.path("latest");
        JsonNode failed = latest.path("failed");
        Failure failure = new Failure(
                failed.path("failure_message").asText("for a reason that Flink does not tell"),
                checkpoints.path("counts").path("failed").asInt(),
                checkpoints.path("counts").path("completed").asInt());
        long at = failed.path("trigger_timestamp").asLong();
        boolean newest = at > latest.path("completed").path("trigger_timestamp").asLong();
        // a failure that has restarted the job is older than the attempt that runs
        boolean counts = at >= runningSince || failure.completed() == 0;
        return newest && counts && !failure.message().contains(INTERRUPTED) ? Optional.of(failure) : Optional.empty();
    }
}
