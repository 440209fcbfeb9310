package io.foretide.telemetry.flink;

import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.Plausibility;
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
        Capacity cluster = cluster();
        Optional<String> id = FlinkJobs.find(rest, settings.flinkJob());
        if (id.isEmpty()) {
            return snapshot(now, JobStatus.STOPPED, cluster);
        }
        Optional<FlinkAnswer> answer = rest.find("/jobs/" + id.get());
        Optional<JobDetail> detail = answer.isPresent() ? Optional.of(JobDetail.of(answer.get())) : Optional.empty();
        if (detail.isPresent() && FlinkJobs.ended(detail.get().state())) {
            return snapshot(now, JobStatus.STOPPED, cluster);
        }
        if (detail.isEmpty() || !detail.get().runs()) {
            return snapshot(now, JobStatus.RESTARTING, cluster);
        }
        JobDetail job = detail.get();
        FlinkRestSource.Look look = metrics.read(job);
        return new JobSnapshot(
                settings.job(),
                now,
                JobStatus.RUNNING,
                new Capacity(cluster.taskManagers(), cluster.slots(), job.parallelism()),
                look.metrics(),
                health.read(job),
                job.topology(),
                look.gap());
    }

    private JobSnapshot snapshot(Instant now, JobStatus status, Capacity cluster) {
        return new JobSnapshot(settings.job(), now, status, cluster, Optional.empty());
    }

    /** What is there, without the job. */
    private Capacity cluster() throws IOException {
        FlinkAnswer overview = rest.get("/overview");
        return new Capacity(
                overview.count("taskmanagers", Plausibility.MAX_TASK_MANAGERS),
                overview.count("slots-total", Plausibility.MAX_SLOTS),
                0);
    }
}
