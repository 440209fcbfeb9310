package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Looks at one job through Flink's REST interface (1.20 and 2.x).
 *
 * <p>Rates are differences of counters between two complete looks within one attempt of the job, divided by the time between
 * the two readings of the counters, which each subtask's busy, idle and backpressured times add up to. So it does not matter
 * how old Flink's cached metrics are, but nothing is measured while Flink does not renew them
 * ({@code metrics.fetcher.update-interval}, 10 s unless set: keep it below half the time between two looks). After a restart
 * or rescale the first complete look gives no metrics yet. Ratios cover the last 10 s at least once the attempt is that
 * old, and demand covers the last 5 s at least while records wait.
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
    private final JobLook look;
    private final Duration renewal;

    /** Complete, fresh looks of the running attempt, oldest first; no more than the ratios need. */
    private final Deque<Look> looks = new ArrayDeque<>();

    /**
     * Which job to look at, and how fast its clock runs.
     *
     * @param flinkJob Flink's name or id of the job; empty for the only job that runs there
     * @param job the name under which Foretide keeps the job
     * @param jobSecondsPerSecond how many seconds pass on the job's clock in one real second; 1 unless a recorded load is
     *     replayed faster. Rates are per second of the job's clock.
     */
    public record Settings(Optional<String> flinkJob, JobId job, double jobSecondsPerSecond) {
        public Settings {
            if (!(jobSecondsPerSecond > 0) || Double.isInfinite(jobSecondsPerSecond)) {
                throw new IllegalArgumentException(
                        "jobSecondsPerSecond " + jobSecondsPerSecond + ": a finite number above 0 is allowed");
            }
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
        this.look = new JobLook(settings, rest);
        this.renewal = renewal;
    }

    @Override
    public JobSnapshot collect(Instant now) throws IOException {
        JobSnapshot snapshot = look.at(now, this::metrics);
        if (snapshot.status() != JobStatus.RUNNING) {
            looks.clear();
        }
        return snapshot;
    }

    /** The requests so far made Flink renew its metrics if they are due; they arrive some milliseconds later. */
    private Optional<JobMetrics> metrics(JobDetail job) throws IOException {
        if (!looks.isEmpty() && !looks.getLast().attempt().equals(job.attempt())) {
            looks.clear();
        }
        for (int check = 0; check <= RENEWAL_CHECKS; check++) {
            Optional<Look> look = reader.read(job);
            if (look.isPresent() && looks.isEmpty()) {
                begin(look.get());
                return Optional.empty();
            }
            if (look.isPresent()) {
                Optional<Interval> latest = Interval.between(looks.getLast(), look.get());
                if (latest.isEmpty()) {
                    begin(look.get());
                    return Optional.empty();
                }
                if (latest.get().isFresh()) {
                    return measure(latest.get(), look.get());
                }
            }
            if (check < RENEWAL_CHECKS) {
                pause();
            }
        }
        return Optional.empty();
    }

    private void begin(Look look) {
        looks.clear();
        looks.add(look);
    }

    private Optional<JobMetrics> measure(Interval latest, Look look) {
        Interval ratios = spanning(Interval.RATIO_MILLIS, look).orElse(latest);
        Interval backlog = spanning(Interval.BACKLOG_MILLIS, look).orElse(latest);
        while (looks.size() > 1 && spans(looks.stream().skip(1).findFirst().orElseThrow(), look)) {
            looks.removeFirst();
        }
        looks.addLast(look);
        return latest.metrics(ratios, backlog, settings.jobSecondsPerSecond());
    }

    /** The shortest interval of at least {@code millis} that ends with a look, or else the longest. */
    private Optional<Interval> spanning(double millis, Look look) {
        Optional<Interval> best = Optional.empty();
        for (Iterator<Look> earlier = looks.descendingIterator(); earlier.hasNext(); ) {
            best = Interval.between(earlier.next(), look);
            if (best.isEmpty() || best.get().shortestMillis() >= millis) {
                return best;
            }
        }
        return best;
    }

    private static boolean spans(Look from, Look to) {
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
