package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.TelemetrySource;
import java.io.IOException;
import java.time.Instant;

/** Looks at what a job does and has, without its metrics: quick enough to follow a rescale every second. Thread-safe. */
public final class FlinkProgress implements TelemetrySource {
    private final JobSnapshotReader jobs;

    public FlinkProgress(FlinkRest rest, FlinkRestSource.Settings settings) {
        this.jobs = new JobSnapshotReader(settings, rest);
    }

    @Override
    public JobSnapshot collect(Instant now) throws IOException {
        return jobs.read(now, job -> FlinkRestSource.Look.NOTHING);
    }
}
