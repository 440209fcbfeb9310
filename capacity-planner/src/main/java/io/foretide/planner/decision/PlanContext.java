package io.foretide.planner.decision;

import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobHealth;
import java.time.Instant;

/**
 * All that a rule may go by.
 *
 * @param state of the planner
 * @param health of the job
 * @param basis the figures of this decision
 * @param settings the user's, with the sizes that count now
 * @param overrides what people ask for at the moment
 * @param now by the job's clock
 */
public record PlanContext(
        PlannerState state,
        JobHealth health,
        Basis basis,
        PlannerSettings settings,
        Overrides overrides,
        Instant now) {}
