package io.foretide.planner.learned;

import java.time.Instant;

/**
 * A size that did not work, and how long it is not tried again.
 *
 * @param taskManagers the size
 * @param tooSmall whether it and all smaller ones were too small for a load they should have carried; else it could not be
 *     reached, and no larger one is tried
 * @param until exclusive
 */
public record Quarantine(int taskManagers, boolean tooSmall, Instant until) {}
