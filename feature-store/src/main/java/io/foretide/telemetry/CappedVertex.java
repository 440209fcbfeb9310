package io.foretide.telemetry;

/**
 * A vertex that works all the time and cannot have more subtasks: slots do not help a job that waits for it.
 *
 * @param vertex its name
 * @param maxParallelism at which it runs
 * @param busyRatio of its hottest subtask, 0-1
 */
public record CappedVertex(String vertex, int maxParallelism, double busyRatio) {}
