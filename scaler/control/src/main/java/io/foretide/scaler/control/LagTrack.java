package io.foretide.scaler.control;

import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobStatus;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lag from tick to tick, also where it was not measured: while the job does not run nothing is processed, so the lag
 * grows by a second a second; when it runs again but is not measured yet, the lag counts as it was last. Not thread-safe.
 */
public final class LagTrack {
    private double seconds;
    private @Nullable Instant last;

    /** The lag in seconds of demand after this tick. */
    public double after(TickReport tick) {
        Instant before = last == null ? tick.now() : last;
        if (tick.snapshot().metrics().isPresent()) {
            seconds = tick.snapshot().metrics().map(JobMetrics::lagSeconds).orElseThrow();
        } else if (tick.snapshot().status() != JobStatus.RUNNING) {
            seconds += Durations.seconds(Duration.between(before, tick.now()));
        }
        last = tick.now();
        return seconds;
    }
}
