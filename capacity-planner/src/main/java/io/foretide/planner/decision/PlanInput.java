package io.foretide.planner.decision;

import io.foretide.forecast.Forecast;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a decision depends on.
 *
 * @param state what the last decision left, or {@link PlannerState#initial}
 * @param snapshot the newest of the job
 * @param forecast the newest, if any
 * @param overrides what people ask for at the moment
 * @param settings the user's
 * @param now by the job's clock
 * @param allowance what the job may do within its fleet; empty for a job that is alone
 */
public record PlanInput(
        PlannerState state,
        JobSnapshot snapshot,
        Optional<Forecast> forecast,
        Overrides overrides,
        PlannerSettings settings,
        Instant now,
        Optional<Allowance> allowance) {
    /** The input of a job that is alone. */
    public PlanInput(
            PlannerState state,
            JobSnapshot snapshot,
            Optional<Forecast> forecast,
            Overrides overrides,
            PlannerSettings settings,
            Instant now) {
        this(state, snapshot, forecast, overrides, settings, now, Optional.empty());
    }

    /** The settings that count now: the sizes of this time of the day, within them what people ask for, on the job's topology. */
    public PlannerSettings currentSettings() {
        Sizes sizes = overrides.within(settings.sizes().at(now));
        return settings.withSizes(snapshot.status() == JobStatus.RUNNING ? sizes.with(snapshot.topology()) : sizes);
    }

    /** From now until a scale up that is decided now processes, as far as one knows. */
    public Duration leadTime() {
        return state.learned().leadTime(snapshot.health().room());
    }

    /** The same for another snapshot of the same instant. */
    public PlanInput withSnapshot(JobSnapshot other) {
        return new PlanInput(state, other, forecast, overrides, settings, now, allowance);
    }

    /** The same for a memory that has learned from the snapshot. */
    public PlanInput withState(PlannerState changed) {
        return new PlanInput(changed, snapshot, forecast, overrides, settings, now, allowance);
    }
}
