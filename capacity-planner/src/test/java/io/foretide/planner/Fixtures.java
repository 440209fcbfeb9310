package io.foretide.planner;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.planner.learned.GroupNeeds;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.RatesBySize;
import io.foretide.planner.learned.RecentDemand;
import io.foretide.planner.learned.RiskMargin;
import io.foretide.planner.learned.TrueProcessingRate;
import io.foretide.planner.learned.TypicalDay;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Priors;
import io.foretide.planner.settings.Strategy;
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

    /** The reference design's thresholds. */
    static PlannerSettings settings(int min, int max) {
        return PlannerSettings.defaults(2, min, max)
                .withStrategy(Strategy.Threshold.DEFAULT)
                .withPriors(priors(RATE));
    }

    /** The default: receding horizon. */
    static PlannerSettings horizon(int min, int max) {
        return settings(min, max).withStrategy(Strategy.RecedingHorizon.DEFAULT);
    }

    static Priors priors(double rate) {
        return new Priors(OptionalDouble.of(rate), Duration.ofSeconds(80), Duration.ofSeconds(30));
    }

    /** A state that knows the rate exactly and the last three minutes. */
    static PlannerState settledAt(int taskManagers, double demand, PlannerSettings settings) {
        PlannerState s = PlannerState.initial(taskManagers, settings);
        RecentDemand recent = new RecentDemand(List.of(demand, demand, demand), Optional.of(minute(0)));
        return new PlannerState(
                taskManagers,
                new Learned(
                        new TrueProcessingRate(settings.priors().recordsPerSecondPerSlot(), 0, 100, List.of()),
                        s.learned().leadTime(),
                        s.learned().restartTime(),
                        recent,
                        TypicalDay.unknown(),
                        RiskMargin.NEUTRAL,
                        Optional.empty(),
                        RatesBySize.UNKNOWN,
                        GroupNeeds.UNKNOWN,
                        s.learned().starts(),
                        s.learned().budget()),
                s.history());
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
