package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.MetricsGap;
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
 * <p>While a source is blocked and fetches nothing, there are no metrics; the first demand afterwards covers the whole stall. What a
 * source without {@code pendingRecords} reads is its demand. Not thread-safe.
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

    /** The last complete snapshot before the sources were blocked, while they are: what arrives since then is not known yet. */
    private Optional<CounterSnapshot> beforeStall = Optional.empty();

    /**
     * What a look at a running job gave.
     *
     * @param gap why there are no metrics, if that is known
     */
    record Look(Optional<JobMetrics> metrics, Optional<MetricsGap> gap) {
        static final Look NOTHING = new Look(Optional.empty(), Optional.empty());
    }

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
        JobSnapshot snapshot = jobs.read(now, this::look);
        if (snapshot.status() != JobStatus.RUNNING) {
            forget();
            return snapshot;
        }
        return snapshot.with(TaskManagerMetrics.read(rest));
    }

    /** The requests so far made Flink renew its metrics if they are due; they arrive some milliseconds later. */
    private Look look(JobDetail job) throws IOException {
        if (!snapshots.isEmpty() && !snapshots.getLast().attempt().equals(job.attempt())) {
            forget();
        }
        for (int check = 0; check <= RENEWAL_CHECKS; check++) {
            Optional<CounterSnapshot> snapshot = reader.read(job);
            if (snapshot.isPresent() && snapshots.isEmpty()) {
                begin(snapshot.get());
                return Look.NOTHING;
            }
            if (snapshot.isPresent()) {
                Optional<Interval> latest = Interval.between(snapshots.getLast(), snapshot.get());
                if (latest.isEmpty()) {
                    begin(snapshot.get());
                    return Look.NOTHING;
                }
                if (latest.get().isFresh()) {
                    return measure(latest.get(), snapshot.get());
                }
            }
            if (check < RENEWAL_CHECKS) {
                pause();
            }
        }
        return new Look(Optional.empty(), reader.gap());
    }

    private void forget() {
        snapshots.clear();
        beforeStall = Optional.empty();
    }

    private void begin(CounterSnapshot snapshot) {
        forget();
        snapshots.add(snapshot);
    }

    private Look measure(Interval latest, CounterSnapshot snapshot) {
        Interval ratios = spanning(Activity.RATIO_MILLIS, snapshot).orElse(latest);
        Interval backlog = beforeStall
                .flatMap(before -> Interval.between(before, snapshot))
                .or(() -> spanning(Flows.BACKLOG_MILLIS, snapshot))
                .orElse(latest);
        Flows flows = new Flows(beforeStall.isPresent() ? backlog : latest, ratios, backlog);
        Optional<MetricsGap> blocked = flows.blocked();
        if (blocked.isPresent() && beforeStall.isEmpty()) {
            beforeStall = Optional.of(snapshots.getFirst());
        }
        while (snapshots.size() > 1
                && spans(snapshots.stream().skip(1).findFirst().orElseThrow(), snapshot)) {
            snapshots.removeFirst();
        }
        snapshots.addLast(snapshot);
        if (blocked.isPresent() || flows.isTooShort()) {
            return new Look(Optional.empty(), blocked);
        }
        JobMetrics metrics = flows.metrics(settings.jobSecondsPerSecond());
        boolean wasBlocked = beforeStall.isPresent();
        beforeStall = Optional.empty();
        return new Look(Optional.of(wasBlocked ? metrics.withoutRate() : metrics), Optional.empty());
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
                .filter(interval -> interval.shortestMillis() >= Activity.RATIO_MILLIS)
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
