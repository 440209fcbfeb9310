package io.foretide.telemetry;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives the snapshots of a recorded job again, minute by minute.
 *
 * <p>The window must have {@link Features#DEMAND}. A feature it lacks altogether is replayed as that of a job that keeps up:
 * records in and out equal demand, nothing waits. A value that is missing in a minute leaves that minute without metrics.
 * Before and after the window the job is stopped. Immutable.
 */
public final class ReplaySource implements TelemetrySource {
    private final JobId job;
    private final Capacity capacity;
    private final FeatureWindow recorded;

    /** {@code capacity} is what every snapshot says: a window does not record it. */
    public ReplaySource(JobId job, Capacity capacity, FeatureWindow recorded) {
        this.job = job;
        this.capacity = capacity;
        this.recorded = recorded;
        recorded.column(Features.DEMAND);
    }

    @Override
    public JobSnapshot collect(Instant now) {
        Duration since = Duration.between(recorded.start(), now);
        long index = since.isNegative() ? -1 : since.dividedBy(recorded.step());
        if (index < 0 || index >= recorded.size()) {
            Capacity stopped = new Capacity(capacity.taskManagers(), capacity.slots(), 0);
            return new JobSnapshot(job, now, JobStatus.STOPPED, stopped, Optional.empty());
        }
        return new JobSnapshot(job, now, JobStatus.RUNNING, capacity, metrics((int) index));
    }

    private Optional<JobMetrics> metrics(int index) {
        double demand = value(Features.DEMAND, index, Double.NaN);
        double in = value(Features.RECORDS_IN, index, demand);
        double out = value(Features.RECORDS_OUT, index, demand);
        double busy = value(Features.BUSY, index, 0);
        double backpressured = value(Features.BACKPRESSURED, index, 0);
        double lag = value(Features.LAG, index, 0);
        return Double.isNaN(demand + in + out + busy + backpressured + lag)
                ? Optional.empty()
                : Optional.of(new JobMetrics(in, out, busy, backpressured, lag, demand));
    }

    /** NaN if the window has the feature but misses the value. */
    private double value(String feature, int index, double defaultValue) {
        Optional<TimeSeries> series = recorded.find(feature);
        if (series.isEmpty()) {
            return defaultValue;
        }
        return series.get().isMissing(index) ? Double.NaN : series.get().value(index);
    }
}
