package io.foretide.scaler.control;

import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobStatus;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The lag from tick to tick, also where it was not measured: while the job does not run nothing is processed, so the lag
 * grows by a second a second; when it runs again but is not measured yet, the lag counts as it was last. Not thread-safe.
 */
public final class LagTrack {
    private final ToDoubleFunction<JobMetrics> lag;
    private double seconds;
    private @Nullable Instant last;

    /** A track of what waits, in seconds of demand. */
    public LagTrack() {
        this(JobMetrics::lagSeconds);
    }

    /** A track of a lag, in seconds. */
    LagTrack(ToDoubleFunction<JobMetrics> lag) {
        this.lag = lag;
    }

    /** The lag after this tick, in seconds. */
    public double after(TickReport tick) {
        Instant before = last == null ? tick.now() : last;
        if (tick.snapshot().metrics().isPresent()) {
            seconds = lag.applyAsDouble(tick.snapshot().metrics().orElseThrow());
        } else if (tick.snapshot().status() != JobStatus.RUNNING) {
            seconds += Durations.seconds(Duration.between(before, tick.now()));
        }
        last = tick.now();
        return seconds;
    }
}
