package io.foretide.telemetry;

import java.io.IOException;
import java.time.Instant;

/** Where snapshots of a job come from. Called by one thread at a time; may keep the counters it read last. */
public interface TelemetrySource {
    /**
     * Reads the job.
     *
     * @param now the instant the snapshot is for, by the job's clock
     * @throws IOException if the source cannot be reached or answers nonsense; the message names the address
     */
    JobSnapshot collect(Instant now) throws IOException;
}
