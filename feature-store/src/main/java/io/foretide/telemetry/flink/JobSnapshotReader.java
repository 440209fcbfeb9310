package io.foretide.telemetry.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Reads what a job does and has; its metrics are read by others. Thread-safe. */
final class JobSnapshotReader {
    private final FlinkRestSource.Settings settings;
    private final FlinkRest rest;
    private final JobHealthReader health;

    /** Looks at the counters of a job that runs. */
    interface MetricsReader {
        FlinkRestSource.Look read(JobDetail job) throws IOException;
    }

    JobSnapshotReader(FlinkRestSource.Settings settings, FlinkRest rest) {
        this.settings = settings;
        this.rest = rest;
        this.health = new JobHealthReader(rest, settings.jobSecondsPerSecond());
    }

    JobSnapshot read(Instant now, MetricsReader metrics) throws IOException {
        JsonNode overview = rest.get("/overview");
        Optional<String> id = FlinkJobs.find(rest, settings.flinkJob());
        if (id.isEmpty()) {
            return snapshot(now, JobStatus.STOPPED, overview);
        }
        Optional<JobDetail> detail = rest.find("/jobs/" + id.get()).map(JobDetail::of);
        if (detail.isPresent() && FlinkJobs.ended(detail.get().state())) {
            return snapshot(now, JobStatus.STOPPED, overview);
        }
        if (detail.isEmpty() || !detail.get().runs()) {
            return snapshot(now, JobStatus.RESTARTING, overview);
        }
        JobDetail job = detail.get();
        FlinkRestSource.Look look = metrics.read(job);
        return new JobSnapshot(
                settings.job(),
                now,
                JobStatus.RUNNING,
                capacity(overview, job.parallelism()),
                look.metrics(),
                health.read(job),
                job.topology(),
                look.gap());
    }

    private JobSnapshot snapshot(Instant now, JobStatus status, JsonNode overview) {
        return new JobSnapshot(settings.job(), now, status, capacity(overview, 0), Optional.empty());
    }

    private static Capacity capacity(JsonNode overview, int parallelism) {
        return new Capacity(
                overview.path("taskmanagers").asInt(),
                overview.path("slots-total").asInt(),
                parallelism);
    }
}
