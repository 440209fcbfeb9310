package io.foretide.planner.simulation;

import io.foretide.forecast.Forecast;
import io.foretide.planner.CapacityPlanner;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Foretide itself: the planner that runs in the service, once a tick, on a simulated job. Not thread-safe. */
public final class PlannedSizing implements SizingPolicy {
    private static final JobId JOB = new JobId("simulated");

    private final String name;
    private final CapacityPlanner planner;
    private PlannerSettings settings;
    private final Function<Instant, Optional<Forecast>> forecasts;
    private Optional<PlannerState> state = Optional.empty();

    /**
     * Plans with what the service would have.
     *
     * @param forecasts the newest forecast at an instant
     */
    public PlannedSizing(
            String name,
            CapacityPlanner planner,
            PlannerSettings settings,
            Function<Instant, Optional<Forecast>> forecasts) {
        this.name = name;
        this.planner = planner;
        this.settings = settings;
        this.forecasts = forecasts;
    }

    /** Plans with other settings from now on, and keeps what it has learned. */
    public void adopt(PlannerSettings changed) {
        settings = changed;
    }

    public PlannerSettings settings() {
        return settings;
    }

    /** What it has learned; empty before its first decision. */
    public Optional<PlannerState> state() {
        return state;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration interval() {
        return settings.timing().tick();
    }

    @Override
    public int size(JobView job) {
        PlannerState before = state.orElseGet(() -> PlannerState.initial(job.requestedTaskManagers(), settings));
        CapacityPlanner.Outcome outcome = planner.decide(
                new PlanInput(before, snapshot(job), forecasts.apply(job.now()), Overrides.NONE, settings, job.now()));
        state = Optional.of(outcome.state());
        return outcome.state().taskManagers();
    }

    private JobSnapshot snapshot(JobView job) {
        int slots = job.runningTaskManagers() * settings.slotsPerTaskManager();
        boolean runs = !job.isRestarting();
        return new JobSnapshot(
                JOB,
                job.now(),
                runs ? JobStatus.RUNNING : JobStatus.RESTARTING,
                new Capacity(job.runningTaskManagers(), slots, runs ? slots : 0),
                job.hasMetrics()
                        ? Optional.of(new JobMetrics(
                                job.recordsInPerSecond(),
                                job.recordsInPerSecond(),
                                job.busyRatio(),
                                0,
                                job.lagRecords(),
                                job.demandRecordsPerSecond()))
                        : Optional.empty(),
                new JobHealth(job.lastRestart(), false, false));
    }
}
