package io.foretide.telemetry;

/**
 * The capacity Flink has at one instant.
 *
 * @param taskManagers registered TaskManagers
 * @param slots slots of all registered TaskManagers
 * @param parallelism parallelism at which the job runs; 0 while it does not run
 */
public record Capacity(int taskManagers, int slots, int parallelism) {
    public Capacity {
        if (taskManagers < 0 || slots < 0 || parallelism < 0) {
            throw new IllegalArgumentException("capacity " + taskManagers + " TaskManagers, " + slots
                    + " slots, parallelism " + parallelism + ": none may be negative");
        }
    }
}
