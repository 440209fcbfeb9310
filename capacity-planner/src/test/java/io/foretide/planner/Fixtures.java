package io.foretide.planner;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A job whose slots process 100 records/s each; two slots a TaskManager. */
final class Fixtures {
    static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");
    static final JobId JOB = new JobId("job");
    static final double RATE = 100;

    private Fixtures() {}

    static PlannerSettings settings(int min, int max) {
        PlannerSettings d = PlannerSettings.defaults(2, min, max);
        return new PlannerSettings(
                2,
                min,
                max,
                d.headroom(),
                d.utilizationTarget(),
                d.scaleUpRatio(),
                d.scaleDownRatio(),
                d.cooldown(),
                d.catchUp(),
                d.sloLag(),
                d.maxTelemetryAge(),
                d.maxForecastAge(),
                OptionalDouble.of(RATE),
                d.initialLeadTime());
    }

    static JobSnapshot running(Instant time, int taskManagers, double demand, double lagRecords) {
        int slots = 2 * taskManagers;
        double processed = Math.min(demand, slots * RATE);
        JobMetrics metrics =
                new JobMetrics(processed, processed, Math.min(1, processed / (slots * RATE)), 0, lagRecords, demand);
        return new JobSnapshot(
                JOB, time, JobStatus.RUNNING, new Capacity(taskManagers, slots, slots), Optional.of(metrics));
    }

    static JobSnapshot without(JobStatus status, Instant time, int taskManagers) {
        return new JobSnapshot(JOB, time, status, new Capacity(taskManagers, 2 * taskManagers, 0), Optional.empty());
    }

    /** A forecast that expects the same load at every step, in every quantile. */
    static Forecast flat(Instant origin, double recordsPerSecond) {
        return new Forecast(
                origin,
                Horizon.DEFAULT,
                List.of(new Forecast.Path(0.9, Collections.nCopies(30, recordsPerSecond), recordsPerSecond)),
                "flat",
                "");
    }

    static Instant minute(int n) {
        return T0.plus(Duration.ofMinutes(n));
    }
}
