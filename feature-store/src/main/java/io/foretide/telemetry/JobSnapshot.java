package io.foretide.telemetry;

import java.time.Instant;
import java.util.Optional;

/**
 * State of a job, as it was read once.
 *
 * @param job whose snapshot this is
 * @param time when it was taken, by the job's clock
 * @param status what the job is doing
 * @param capacity what Flink has
 * @param metrics what the job did since the snapshot before; empty while the answers are incomplete or the job restarts:
 *     missing, which is not zero
 * @param health restarts and checkpoints
 * @param topology slot sharing groups and max parallelism
 * @param gap why there are no metrics, if that is known
 * @param taskManagers what its TaskManagers do, as far as somebody tells
 */
public record JobSnapshot(
        JobId job,
        Instant time,
        JobStatus status,
        Capacity capacity,
        Optional<JobMetrics> metrics,
        JobHealth health,
        JobTopology topology,
        Optional<MetricsGap> gap,
        TaskManagerLoad taskManagers) {
    /** A snapshot of which nothing is known of the TaskManagers but their number. */
    public JobSnapshot(
            JobId job,
            Instant time,
            JobStatus status,
            Capacity capacity,
            Optional<JobMetrics> metrics,
            JobHealth health,
            JobTopology topology,
            Optional<MetricsGap> gap) {
        this(job, time, status, capacity, metrics, health, topology, gap, TaskManagerLoad.UNKNOWN);
    }

    /** A snapshot that tells nothing of the job's health and topology. */
    public JobSnapshot(JobId job, Instant time, JobStatus status, Capacity capacity, Optional<JobMetrics> metrics) {
        this(job, time, status, capacity, metrics, JobHealth.UNKNOWN);
    }

    /** A snapshot of a job whose vertices share their slots. */
    public JobSnapshot(
            JobId job,
            Instant time,
            JobStatus status,
            Capacity capacity,
            Optional<JobMetrics> metrics,
            JobHealth health) {
        this(job, time, status, capacity, metrics, health, JobTopology.PLAIN, Optional.empty());
    }

    /** A look that has shown nothing. */
    public static JobSnapshot unread(JobId job, Instant time, MetricsGap.Unread why) {
        return new JobSnapshot(
                job,
                time,
                JobStatus.UNKNOWN,
                new Capacity(0, 0, 0),
                Optional.empty(),
                JobHealth.UNKNOWN,
                JobTopology.PLAIN,
                Optional.of(why));
    }

    /** The same with more known of the job's health. */
    public JobSnapshot with(JobHealth other) {
        return new JobSnapshot(job, time, status, capacity, metrics, other, topology, gap, taskManagers);
    }

    /** The same with what is known of the TaskManagers. */
    public JobSnapshot with(TaskManagerLoad load) {
        return new JobSnapshot(job, time, status, capacity, metrics, health, topology, gap, load);
    }

    /** The same for a job whose shape others know better. */
    public JobSnapshot with(JobTopology shape) {
        return new JobSnapshot(job, time, status, capacity, metrics, health, shape, gap, taskManagers);
    }

    /** The same, of which the metrics cannot be used. */
    public JobSnapshot without(MetricsGap why) {
        return new JobSnapshot(
                job, time, status, capacity, Optional.empty(), health, topology, Optional.of(why), taskManagers);
    }

    public JobSnapshot {
        if (status != JobStatus.RUNNING && metrics.isPresent()) {
            throw new IllegalArgumentException("job " + job + " is " + status + ": it has no metrics");
        }
        if (gap.isPresent() && metrics.isPresent()) {
            throw new IllegalArgumentException("job " + job + " has metrics and a gap: only one of them is possible");
        }
    }
}
