package io.foretide.planner;

import java.time.Instant;

/**
 * What policies may look at.
 *
 * @param state memory of the planner, the newest measurement included
 * @param basis figures of this decision
 * @param settings the user's
 * @param now by the job's clock
 */
public record PlanContext(PlannerState state, Basis basis, PlannerSettings settings, Instant now) {}
