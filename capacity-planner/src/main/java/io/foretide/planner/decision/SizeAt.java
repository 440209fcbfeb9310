package io.foretide.planner.decision;

import java.time.Instant;

/**
 * The TaskManagers asked for from a tick on.
 *
 * @param at time of the tick
 */
public record SizeAt(Instant at, int taskManagers) {}
