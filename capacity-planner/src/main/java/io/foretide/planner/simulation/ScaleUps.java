package io.foretide.planner.simulation;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the scale-ups of a policy stood to the load they were for. A scale-up is ready when the job first processes with its
 * TaskManagers, and needed when the load first exceeds what the size before it processes. One whose load never comes while it is
 * there is not counted.
 *
 * @param count scale-ups whose load came
 * @param inTime those that were ready when they were needed, or before
 * @param medianMinutesAhead median of the minutes from ready to needed, below zero if most were late; empty if there are none
 * @param lateViolationMinutes violation minutes from when a late one was needed until the backlog was gone
 * @param floor TaskManagers that carry what came in nine of ten late ones; empty if none was late
 * @param floorSlotHours slot-hours of the policy if it had never gone below that floor; its own without one
 */
public record ScaleUps(
        int count,
        int inTime,
        OptionalDouble medianMinutesAhead,
        long lateViolationMinutes,
        OptionalInt floor,
        double floorSlotHours) {
    /** Scale-ups that came late. */
    public int late() {
        return count - inTime;
    }
}
