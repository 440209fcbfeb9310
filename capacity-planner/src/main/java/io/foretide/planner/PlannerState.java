package io.foretide.planner;

import java.time.Instant;
import java.util.Optional;

/**
 * All that the planner remembers of one job between two decisions. Immutable.
 *
 * @param taskManagers what is asked of the scaling target now
 * @param rate learned capacity of a slot
 * @param leadTime learned time from decision to capacity
 * @param demand the last measurements
 * @param lastRescale when the last rescale was decided
 * @param pending a rescale that is not complete yet
 */
public record PlannerState(
        int taskManagers,
        TrueProcessingRate rate,
        LeadTimeModel leadTime,
        RecentDemand demand,
        Optional<Instant> lastRescale,
        Optional<PendingRescale> pending) {

    /** The state of a job that is seen for the first time. */
    public static PlannerState initial(int taskManagers, PlannerSettings settings) {
        return new PlannerState(
                taskManagers,
                TrueProcessingRate.startingFrom(settings.initialRecordsPerSecondPerSlot()),
                LeadTimeModel.startingFrom(settings.initialLeadTime()),
                RecentDemand.none(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same memory for a target that somebody else has asked for another number. */
    public PlannerState withTaskManagers(int actual) {
        return actual == taskManagers
                ? this
                : new PlannerState(actual, rate, leadTime, demand, lastRescale, Optional.empty());
    }

    /** This memory after a rescale that the target refused: as if it had not been decided. */
    public PlannerState refused(PlannerState before) {
        return new PlannerState(before.taskManagers, rate, leadTime, demand, before.lastRescale, before.pending);
    }

    PlannerState rescaled(Instant now, int to) {
        return new PlannerState(
                to, rate, leadTime, demand, Optional.of(now), Optional.of(new PendingRescale(now, taskManagers, to)));
    }
}
