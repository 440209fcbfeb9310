package io.foretide.scaler.kubernetes;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.TelemetrySource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A job that only says that it runs: 100 records/s arrive, and each of two slots a TaskManager does as many. What is decided
 * is a matter of the forecast: 350 needs 3 TaskManagers, 1400 more than any limit.
 *
 * @param taskManagers it runs on
 */
record PretendedJob(IntSupplier taskManagers) implements TelemetrySource {
    static final JobId JOB = new JobId("orders");
    static final int SLOTS = 2;
    private static final double DEMAND = 100;

    @Override
    public JobSnapshot collect(Instant now) {
        int slots = SLOTS * taskManagers.getAsInt();
        JobMetrics metrics = new JobMetrics(DEMAND, DEMAND, Math.min(1, DEMAND / (100.0 * slots)), 0, 0, DEMAND);
        return new JobSnapshot(
                JOB, now, JobStatus.RUNNING, new Capacity(taskManagers.getAsInt(), slots, slots), Optional.of(metrics));
    }

    /** The same load for half an hour. */
    static Forecast forecast(double recordsPerSecond, Instant now) {
        return new Forecast(
                now.truncatedTo(ChronoUnit.MINUTES),
                Horizon.DEFAULT,
                List.of(new Forecast.Path(0.9, Collections.nCopies(30, recordsPerSecond), recordsPerSecond)),
                "flat",
                "");
    }
}
