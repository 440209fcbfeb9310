package io.foretide.planner;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.RollbackCause;
import io.foretide.planner.decision.RollbackCause.Obstructed;
import io.foretide.planner.decision.RollbackCause.Paused;
import io.foretide.planner.decision.RollbackCause.RolledBack;
import io.foretide.planner.decision.RollbackCause.StartFailed;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.settings.TrialSettings;
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
 * its way has stood for some lead times, or, where nothing is known to be in the way, after some more; it goes back to the
 * TaskManagers that did come, and nothing larger is tried for a while. The figures are those of {@link TrialSettings}.
 */
final class Rollback {
    private Rollback() {}

    /** The decision to take back, or to hold where people have paused scaling down; empty where nothing has failed. */
    static Optional<CapacityPlanner.Outcome> of(PlannerState state, PlanInput input) {
        Instant now = input.now();
        TrialSettings settings = input.settings().tuning().trials();
        return cause(state, input.snapshot(), settings, now)
                .map(cause -> input.overrides().pausedDown()
                        ? new CapacityPlanner.Outcome(
                                state,
                                new Hold(now, state.taskManagers(), new Paused(cause), Optional.empty(), List.of()))
                        : takenBack(state, input, cause));
    }

    private static Optional<RollbackCause> cause(
            PlannerState state, JobSnapshot snapshot, TrialSettings settings, Instant now) {
        Optional<Rescaled> pending = state.history().pending().filter(Rescaled::isUp);
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        Duration lead = state.learned().leadTime().estimate();
        Optional<Obstacle> obstacle = snapshot.health()
                .obstacle()
                .filter(o -> isOlder(o.since(), lead.multipliedBy(settings.obstructedLeadTimes()), now));
        if (obstacle.isPresent()) {
            return obstacle.map(Obstructed::new);
        }
        Duration leads = lead.multipliedBy(settings.unexplainedLeadTimes());
        Duration patience = Durations.max(leads, settings.startPatience());
        return snapshot.status() != JobStatus.UNKNOWN && isOlder(pending.get().at(), patience, now)
                ? Optional.of(new StartFailed(pending.get().toTaskManagers(), patience))
                : Optional.empty();
    }

    private static CapacityPlanner.Outcome takenBack(PlannerState state, PlanInput input, RollbackCause why) {
        Instant now = input.now();
        Instant until = now.plus(input.settings().tuning().trials().unreachableQuarantine());
        Rescaled failed = state.history().pending().orElseThrow();
        int arrived = Math.min(input.snapshot().capacity().taskManagers(), failed.toTaskManagers() - 1);
        int size = Math.max(failed.fromTaskManagers(), arrived);
        RolledBack cause = new RolledBack(failed.toTaskManagers(), size, why, until);
        RescaleHistory history = state.history().rolledBack(new Quarantine(size + 1, false, until));
        Adjustment adjustment = new Adjustment("rollback", state.taskManagers(), size, cause);
        return new CapacityPlanner.Outcome(
                new PlannerState(size, learned(state, failed, why, now), history),
                new Rescale(now, state.taskManagers(), size, cause, Optional.empty(), List.of(adjustment)));
    }

    /** A start that nothing is known to hinder takes longer than was waited for, else no long one would ever be waited for to its end. */
    private static Learned learned(PlannerState state, Rescaled failed, RollbackCause why, Instant now) {
        return why instanceof StartFailed
                ? state.learned().withLeadTime(Duration.between(failed.at(), now))
                : state.learned();
    }

    private static boolean isOlder(Instant since, Duration age, Instant now) {
        return Durations.isLonger(Duration.between(since, now), age);
    }
}
