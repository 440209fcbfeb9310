package io.foretide.planner.simulation;

import java.util.List;

/**
 * What a policy cost and what it let happen.
 *
 * @param policy its name
 * @param minutes minutes evaluated
 * @param slotMinutes slots paid for x minutes
 * @param violationMinutes minutes whose largest lag exceeded the objective
 * @param worstLagSeconds largest lag
 * @param rescales changes of the number of TaskManagers
 * @param path minute by minute
 */
public record SimulationReport(
        String policy,
        int minutes,
        double slotMinutes,
        int violationMinutes,
        double worstLagSeconds,
        int rescales,
        List<Minute> path) {
    public SimulationReport {
        path = List.copyOf(path);
    }

    /**
     * One minute.
     *
     * @param slots running at its end
     * @param lagSeconds largest in it
     */
    public record Minute(int slots, double lagSeconds) {}
}
