package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.UnreadException;
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
        Optional<FlinkAnswer> settings = rest.find(job + "/checkpoints/config");
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        long millis = settings.get().whole("interval", -1, Long.MAX_VALUE);
        if (millis <= 0 || millis == Long.MAX_VALUE) {
            return Optional.empty();
        }
        JsonNode tolerated = settings.get().node().path("tolerable_failed_checkpoints");
        Optional<FlinkAnswer> checkpoints = rest.find(job + "/checkpoints");
        return Optional.of(new CheckpointSetup(
                Duration.ofMillis(millis),
                tolerated.isInt() ? OptionalInt.of(tolerated.asInt()) : OptionalInt.empty(),
                checkpoints.isPresent() ? failure(checkpoints.get(), runningSince) : Optional.empty()));
    }

    private static Optional<Failure> failure(FlinkAnswer checkpoints, long runningSince) throws UnreadException {
        FlinkAnswer latest = checkpoints.at("latest");
        Optional<FlinkAnswer> failed = latest.find("failed");
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        JsonNode counts = checkpoints.node().path("counts");
        Failure failure = new Failure(
                failed.get().node().path("failure_message").asText("for a reason that Flink does not tell"),
                counts.path("failed").asInt(),
                counts.path("completed").asInt());
        long at = JobHealthReader.triggered(latest, "failed");
        boolean newest = at > JobHealthReader.triggered(latest, "completed");
        // a failure that has restarted the job is older than the attempt that runs
        boolean matters = at >= runningSince || failure.completed() == 0;
        return newest && matters && !failure.message().contains(INTERRUPTED) ? Optional.of(failure) : Optional.empty();
    }
}
