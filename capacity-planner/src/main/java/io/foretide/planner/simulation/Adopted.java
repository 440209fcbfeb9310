package io.foretide.planner.simulation;

import io.foretide.planner.settings.PlannerSettings;
import java.time.Instant;

/** Settings that a policy has taken on by itself. */
public record Adopted(Instant at, PlannerSettings settings) {}
