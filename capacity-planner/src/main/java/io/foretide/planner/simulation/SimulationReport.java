package io.foretide.planner.simulation;

import java.util.List;

/**
 * Figures of a policy: what it cost, and what it let happen.
 *
 * @param policy its name
 * @param minutes minutes evaluated: those with a measured demand
 * @param slotHours slots asked for x hours
 * @param violationMinutes evaluated minutes whose largest lag exceeded the objective
 * @param rescales changes of the number of TaskManagers asked for
 * @param rescalesPerDay the same per day
 * @param restartSeconds time in which nothing was processed
 * @param lagSecondsP99 the lag that 99 % of all ticks stay within
 * @param lagSecondsMax largest lag
 * @param scaleUps whether scale-ups were ready before their load
 * @param adopted settings that it took on by itself, oldest first
 */
public record SimulationReport(
        String policy,
        long minutes,
        double slotHours,
        long violationMinutes,
        long rescales,
        double rescalesPerDay,
        double restartSeconds,
        double lagSecondsP99,
        double lagSecondsMax,
        ScaleUps scaleUps,
        List<Adopted> adopted) {
    public SimulationReport {
        adopted = List.copyOf(adopted);
    }

    /** Violation minutes / minutes, 0-1. */
    public double violationShare() {
        return minutes == 0 ? 0 : (double) violationMinutes / minutes;
    }
}
