package io.foretide.scaler.control;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A job of which a test says how it is: at first it runs, 100 records/s arrive, and each of two slots a TaskManager does as
 * many. What is decided is a matter of the forecast: 350 needs 3 TaskManagers, 1400 more than any limit.
 */
public final class PretendedJob implements TelemetrySource {
    public static final JobId JOB = new JobId("orders");
    public static final int SLOTS = 2;
    private static final double RECORDS_PER_SECOND_PER_SLOT = 100;

    /** In records/s. */
    volatile double demand = 100;

    volatile JobStatus status = JobStatus.RUNNING;
    volatile boolean unreachable;

    private final IntSupplier taskManagers;

    /** A job on as many TaskManagers as {@code taskManagers} says. */
    public PretendedJob(IntSupplier taskManagers) {
        this.taskManagers = taskManagers;
    }

    @Override
    public JobSnapshot collect(Instant now) throws IOException {
        if (unreachable) {
            throw new IOException("http://127.0.0.1:1 does not answer");
        }
        return snapshot(now);
    }

    JobSnapshot snapshot(Instant now) {
        int running = taskManagers.getAsInt();
        int slots = SLOTS * running;
        double busy = Math.min(1, demand / (slots * RECORDS_PER_SECOND_PER_SLOT));
        Optional<JobMetrics> metrics = status == JobStatus.RUNNING
                ? Optional.of(new JobMetrics(demand, demand, busy, 0, 0, demand))
                : Optional.empty();
        return new JobSnapshot(JOB, now, status, new Capacity(running, slots, slots), metrics);
    }

    /** The same load for half an hour. */
    public static Forecast forecast(double recordsPerSecond, Instant now) {
        return new Forecast(
                now.truncatedTo(ChronoUnit.MINUTES),
                Horizon.DEFAULT,
                List.of(new Forecast.Path(0.9, Collections.nCopies(30, recordsPerSecond), recordsPerSecond)),
                "flat",
                "");
    }
}
