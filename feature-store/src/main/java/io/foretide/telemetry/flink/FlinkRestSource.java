package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.text.Check;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Reads one job through Flink's REST interface (1.20 and 2.x).
 *
 * <p>Rates are differences of counters between two complete snapshots within one attempt of the job, divided by the time
 * between the two readings of the counters, which each subtask's busy, idle and backpressured times add up to. So it does not
 * matter how old Flink's cached metrics are, but nothing is measured while Flink does not renew them
 * ({@code metrics.fetcher.update-interval}, 10 s unless set: keep it below half the time between two snapshots). After a
 * restart or rescale the first complete snapshot gives no metrics yet. Ratios cover the last 10 s at least once the attempt is
 * that old, and demand covers the last 5 s at least while records wait.
 *
 * <p>Sources must report {@code pendingRecords}, as Kafka sources do; else there are no metrics while records flow. Not
 * thread-safe.
 */
public final class FlinkRestSource implements TelemetrySource {
    private static final Duration RENEWAL = Duration.ofMillis(400);
    private static final int RENEWAL_CHECKS = 4;

    private final FlinkRest rest;
    private final Settings settings;
    private final CounterReader reader;
    private final JobSnapshotReader jobs;
    private final Duration renewal;

    /** Complete, fresh snapshots of the running attempt, oldest first; no more than the ratios need. */
    private final Deque<CounterSnapshot> snapshots = new ArrayDeque<>();

    /**
     * Which job is read, and how fast its clock runs.
     *
     * @param flinkJob Flink's name or id of the job; empty for the only job that runs there
     * @param job the name under which Foretide keeps the job
     * @param jobSecondsPerSecond how many seconds pass on the job's clock in one real second; 1 unless a recorded load is
     *     replayed faster. Rates are per second of the job's clock.
     */
    public record Settings(Optional<String> flinkJob, JobId job, double jobSecondsPerSecond) {
        public Settings {
            Check.that(
                    jobSecondsPerSecond > 0 && Double.isFinite(jobSecondsPerSecond),
                    "jobSecondsPerSecond",
                    jobSecondsPerSecond,
                    "a finite number above 0");
        }
    }

    /** The job of {@code settings} on the Flink behind {@code rest}. */
    public FlinkRestSource(FlinkRest rest, Settings settings) {
        this(rest, settings, RENEWAL);
    }

    /** {@code renewal}: how long to wait for Flink to renew metrics that were seen before. */
    FlinkRestSource(FlinkRest rest, Settings settings, Duration renewal) {
        this.settings = settings;
        this.rest = rest;
        this.reader = new CounterReader(rest);
        this.jobs = new JobSnapshotReader(settings, rest);
        this.renewal = renewal;
    }

    @Override
    public JobSnapshot collect(Instant now) throws IOException {
        JobSnapshot snapshot = jobs.read(now, this::metrics);
        if (snapshot.status() != JobStatus.RUNNING) {
            snapshots.clear();
        }
        return snapshot;
    }

    /** The requests so far made Flink renew its metrics if they are due; they arrive some milliseconds later. */
    private Optional<JobMetrics> metrics(JobDetail job) throws IOException {
        if (!snapshots.isEmpty() && !snapshots.getLast().attempt().equals(job.attempt())) {
            snapshots.clear();
        }
        for (int check = 0; check <= RENEWAL_CHECKS; check++) {
            Optional<CounterSnapshot> snapshot = reader.read(job);
            if (snapshot.isPresent() && snapshots.isEmpty()) {
                begin(snapshot.get());
                return Optional.empty();
            }
            if (snapshot.isPresent()) {
                Optional<Interval> latest = Interval.between(snapshots.getLast(), snapshot.get());
                if (latest.isEmpty()) {
                    begin(snapshot.get());
                    return Optional.empty();
                }
                if (latest.get().isFresh()) {
                    return measure(latest.get(), snapshot.get());
                }
            }
            if (check < RENEWAL_CHECKS) {
                pause();
            }
        }
        return Optional.empty();
    }

    private void begin(CounterSnapshot snapshot) {
        snapshots.clear();
        snapshots.add(snapshot);
    }

    private Optional<JobMetrics> measure(Interval latest, CounterSnapshot snapshot) {
        Interval ratios = spanning(Interval.RATIO_MILLIS, snapshot).orElse(latest);
        Interval backlog = spanning(Interval.BACKLOG_MILLIS, snapshot).orElse(latest);
        while (snapshots.size() > 1
                && spans(snapshots.stream().skip(1).findFirst().orElseThrow(), snapshot)) {
            snapshots.removeFirst();
        }
        snapshots.addLast(snapshot);
        return latest.metrics(ratios, backlog, settings.jobSecondsPerSecond());
    }

    /** The shortest interval of at least {@code millis} that ends with a snapshot, or else the longest. */
    private Optional<Interval> spanning(double millis, CounterSnapshot snapshot) {
        Optional<Interval> best = Optional.empty();
        for (Iterator<CounterSnapshot> earlier = snapshots.descendingIterator(); earlier.hasNext(); ) {
            best = Interval.between(earlier.next(), snapshot);
            if (best.isEmpty() || best.get().shortestMillis() >= millis) {
                return best;
            }
        }
        return best;
    }

    private static boolean spans(CounterSnapshot from, CounterSnapshot to) {
        return Interval.between(from, to)
                .filter(interval -> interval.shortestMillis() >= Interval.RATIO_MILLIS)
                .isPresent();
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(renewal.toMillis() / RENEWAL_CHECKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for metrics of " + rest.address());
        }
    }
}
