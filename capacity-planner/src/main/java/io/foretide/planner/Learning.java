package io.foretide.planner;

import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What one look at a job teaches. */
final class Learning {
    /** What takes longer failed, or nobody watched: it teaches nothing about lead times. */
    private static final Duration LONGEST_RESCALE = Duration.ofMinutes(30);

    private Learning() {}

    static PlannerState from(PlannerState state, JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        TrueProcessingRate rate = state.rate();
        RecentDemand demand = state.demand();
        if (snapshot.metrics().isPresent()) {
            JobMetrics metrics = snapshot.metrics().get();
            rate = rate.observe(metrics, snapshot.capacity().parallelism());
            demand = demand.observe(metrics.demandRecordsPerSecond(), now);
        }
        Optional<PendingRescale> pending = state.pending();
        LeadTimeModel leadTime = state.leadTime();
        if (pending.filter(p -> Duration.between(p.decidedAt(), now).compareTo(LONGEST_RESCALE) > 0)
                .isPresent()) {
            pending = Optional.empty();
        }
        if (pending.isPresent() && isComplete(pending.get(), snapshot, settings)) {
            if (pending.get().isUp()) {
                leadTime = leadTime.observe(Duration.between(pending.get().decidedAt(), now));
            }
            pending = Optional.empty();
        }
        return new PlannerState(state.taskManagers(), rate, leadTime, demand, state.lastRescale(), pending);
    }

    private static boolean isComplete(PendingRescale pending, JobSnapshot snapshot, PlannerSettings settings) {
        return snapshot.status() == JobStatus.RUNNING
                && snapshot.capacity().parallelism() == pending.toTaskManagers() * settings.slotsPerTaskManager();
    }
}
