package io.foretide.telemetry;

import java.util.OptionalDouble;

/**
 * What the TaskManagers of a Flink do, whichever jobs they work for.
 *
 * @param cpuRatio mean share, 0-1, of its processors that a TaskManager's process uses
 * @param gcRatio mean share, 0-1, of the time that a TaskManager collects garbage
 */
public record TaskManagerLoad(OptionalDouble cpuRatio, OptionalDouble gcRatio) {
    /** Nobody tells. */
    public static final TaskManagerLoad UNKNOWN = new TaskManagerLoad(OptionalDouble.empty(), OptionalDouble.empty());
}
