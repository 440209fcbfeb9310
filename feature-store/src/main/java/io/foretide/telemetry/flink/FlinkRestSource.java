package io.foretide.telemetry.flink;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.MetricsGap;
import io.foretide.telemetry.TelemetrySource;
import io.foretide.telemetry.kafka.TopicOffsets;
import io.foretide.text.Check;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

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
    private static final double NANOS_PER_MILLI = 1e6;

    private final FlinkRest rest;
    private final CounterReader reader;
    private final Measurement measurement;
    private final Arrivals arrivals;
    private final JobSnapshotReader jobs;
    private final Duration renewal;

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
        this(rest, settings, Optional.empty());
    }

    /** The same for a single look, which does not wait for metrics to be renewed. */
    public static FlinkRestSource forOneLook(FlinkRest rest, Settings settings) {
        return new FlinkRestSource(rest, settings, new RestMetrics(rest), Optional.empty(), Duration.ZERO);
    }

    /** The same; {@code kafka} is asked if one source reports no lag. */
    public FlinkRestSource(FlinkRest rest, Settings settings, Optional<TopicOffsets.Reader> kafka) {
        this(rest, settings, new RestMetrics(rest), kafka, RENEWAL);
    }

    /**
     * A source of what others measure.
     *
     * @param peer who tells the metrics
     * @param kafka who is asked if one source reports no lag
     * @param renewal how long to wait for metrics that were seen before to be renewed; zero: not at all
     */
    FlinkRestSource(
            FlinkRest rest,
            Settings settings,
            MetricsPeer peer,
            Optional<TopicOffsets.Reader> kafka,
            Duration renewal) {
        this.rest = rest;
        this.reader = new CounterReader(peer);
        this.measurement = new Measurement(settings.jobSecondsPerSecond());
        this.arrivals = new Arrivals(kafka);
        this.jobs = new JobSnapshotReader(settings, rest);
        this.renewal = renewal;
    }

    @Override
    public JobSnapshot collect(Instant now) throws IOException {
        JobSnapshot snapshot = jobs.read(now, this::look);
        if (snapshot.status() != JobStatus.RUNNING) {
            measurement.forget();
            return snapshot;
        }
        return snapshot.with(TaskManagerMetrics.read(rest));
    }

    /**
     * The first reading makes Flink renew its metrics if they are due; they arrive some milliseconds later. A reading that takes
     * longer than that is made a second time at most.
     */
    private Look look(JobDetail job) throws IOException {
        long answered = System.nanoTime();
        DoubleSupplier sinceDetail = () -> (System.nanoTime() - answered) / NANOS_PER_MILLI;
        int checks = renewal.isZero() ? 0 : RENEWAL_CHECKS;
        for (int check = 0; check <= checks; check++) {
            Optional<CounterSnapshot> snapshot = reader.read(job, sinceDetail);
            if (snapshot.filter(measurement::isNew).isPresent()) {
                return measurement.take(arrivals.fill(snapshot.get()));
            }
            if (check == checks || (check > 0 && sinceDetail.getAsDouble() > 2 * renewal.toMillis())) {
                break;
            }
            pause();
        }
        return new Look(Optional.empty(), reader.gap());
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
