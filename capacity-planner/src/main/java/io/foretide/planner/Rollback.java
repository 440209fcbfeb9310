package io.foretide.planner;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.RollbackCause;
import io.foretide.planner.decision.RollbackCause.Obstructed;
import io.foretide.planner.decision.RollbackCause.Paused;
import io.foretide.planner.decision.RollbackCause.RolledBack;
import io.foretide.planner.decision.RollbackCause.StartFailed;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.Obstacle;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way back from a size that cannot be had, decided without looking at any load. A scale up is taken back once what is in
 * its way has stood for two lead times, or, where nothing is known to be in the way, after four lead times and
 * {@link RescaleHistory#START_PATIENCE} at least; it goes back to the TaskManagers that did come, and nothing larger is tried
 * for an hour.
 */
final class Rollback {
    private static final Duration QUARANTINE = Duration.ofHours(1);

    /** What is in the way may go away by itself, as a node that is being started does; two starts are enough for that. */
    private static final int OBSTRUCTED_LEAD_TIMES = 2;

    /** A start that is slow for once is no failure. */
    private static final int UNEXPLAINED_LEAD_TIMES = 4;

    private Rollback() {}

    /** The decision to take back, or to hold where people have paused scaling down; empty where nothing has failed. */
    static Optional<CapacityPlanner.Outcome> of(
            PlannerState state, JobSnapshot snapshot, boolean pausedDown, Instant now) {
        return cause(state, snapshot, now)
                .map(cause -> pausedDown
                        ? new CapacityPlanner.Outcome(
                                state,
                                new Hold(now, state.taskManagers(), new Paused(cause), Optional.empty(), List.of()))
                        : takenBack(state, snapshot, cause, now));
    }

    private static Optional<RollbackCause> cause(PlannerState state, JobSnapshot snapshot, Instant now) {
        Optional<Rescaled> pending = state.history().pending().filter(Rescaled::isUp);
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        Duration lead = state.learned().leadTime().estimate();
        Optional<Obstacle> obstacle = snapshot.health()
                .obstacle()
                .filter(o -> isOlder(o.since(), lead.multipliedBy(OBSTRUCTED_LEAD_TIMES), now));
        if (obstacle.isPresent()) {
            return obstacle.map(Obstructed::new);
        }
        Duration leads = lead.multipliedBy(UNEXPLAINED_LEAD_TIMES);
        Duration patience = Durations.max(leads, RescaleHistory.START_PATIENCE);
        return snapshot.status() != JobStatus.UNKNOWN && isOlder(pending.get().at(), patience, now)
                ? Optional.of(new StartFailed(pending.get().toTaskManagers(), patience))
                : Optional.empty();
    }

    private static CapacityPlanner.Outcome takenBack(
            PlannerState state, JobSnapshot snapshot, RollbackCause why, Instant now) {
        Rescaled failed = state.history().pending().orElseThrow();
        int arrived = Math.min(snapshot.capacity().taskManagers(), failed.toTaskManagers() - 1);
        int size = Math.max(failed.fromTaskManagers(), arrived);
        Instant until = now.plus(QUARANTINE);
        RolledBack cause = new RolledBack(failed.toTaskManagers(), size, why, until);
        RescaleHistory history = state.history().rolledBack(new Quarantine(size + 1, false, until));
        Adjustment adjustment = new Adjustment("rollback", state.taskManagers(), size, cause);
        return new CapacityPlanner.Outcome(
                new PlannerState(size, state.learned(), history),
                new Rescale(now, state.taskManagers(), size, cause, Optional.empty(), List.of(adjustment)));
    }

    private static boolean isOlder(Instant since, Duration age, Instant now) {
        return Durations.isLonger(Duration.between(since, now), age);
    }
}
