package io.foretide.planner.decision;

import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobHealth;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a rule may go by.
 *
 * @param state of the planner
 * @param health of the job
 * @param basis the figures of this decision
 * @param settings the user's, with the sizes that count now
 * @param overrides what people ask for at the moment
 * @param now by the job's clock
 * @param allowance what the job may do within its fleet; empty for a job that is alone
 */
public record PlanContext(
        PlannerState state,
        JobHealth health,
        Basis basis,
        PlannerSettings settings,
        Overrides overrides,
        Instant now,
        Optional<Allowance> allowance) {
    /** TaskManagers, not whole, that carry so many records/s. */
    public double taskManagersFor(double recordsPerSecond) {
        return settings.sizes().taskManagersFor(recordsPerSecond / recordsPerSecondPerSubtask());
    }

    /** What each unit of the job's parallelism counts for on the TaskManagers that there are. */
    public double recordsPerSecondPerSubtask() {
        return basis.capacityPerTaskManager() / settings.sizes().subtasksPerTaskManager(present());
    }

    /** The fewest TaskManagers that carry so many records/s. */
    public int wholeTaskManagersFor(double recordsPerSecond) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(taskManagersFor(recordsPerSecond) - 1e-9)));
    }

    /** Whether the job lags by more than is tolerated. */
    public boolean isLate() {
        return basis.lagSeconds() > settings.toleratedLagSeconds();
    }

    private int present() {
        return Math.max(1, state.taskManagers());
    }
}
