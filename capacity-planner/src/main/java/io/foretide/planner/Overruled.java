package io.foretide.planner;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.settings.Overrides;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.Obstacle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is decided without looking at any load: a hold or a pin that a person has asked for, and the way back from a size that
 * cannot be had. A scale up is taken back once what is in its way has stood for two lead times, or, where nothing is known
 * to be in the way, after four lead times and {@link RescaleHistory#LONGEST_START} at least; it goes back to the TaskManagers that did come, and
 * nothing larger is tried for an hour.
 */
final class Overruled {
    private static final Duration UNREACHABLE = Duration.ofHours(1);

    private Overruled() {}

    static Optional<CapacityPlanner.Outcome> by(
            PlannerState state, JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        Overrides overrides = settings.overrides();
        if (overrides.hold().isPresent()) {
            return Optional.of(hold(state, now, overrides.hold().get()));
        }
        if (overrides.pinned().isPresent()) {
            return Optional.of(pinned(state, overrides.pinned().getAsInt(), now));
        }
        return whyUnreachable(state, snapshot, now)
                .map(why -> overrides.pausedDown()
                        ? hold(state, now, why + ", and scaling down is paused")
                        : back(state, snapshot, why, now));
    }

    private static CapacityPlanner.Outcome hold(PlannerState state, Instant now, String why) {
        return new CapacityPlanner.Outcome(
                state, new Hold(now, state.taskManagers(), "Hold: " + why + ".", Optional.empty(), List.of()));
    }

    private static CapacityPlanner.Outcome pinned(PlannerState state, int size, Instant now) {
        if (size == state.taskManagers()) {
            return hold(state, now, "the size is pinned to " + size);
        }
        String reason = (size > state.taskManagers() ? "Scale up " : "Scale down ") + state.taskManagers() + " -> "
                + size + ": the size is pinned.";
        return new CapacityPlanner.Outcome(state.rescaled(now, size), rescale(state, size, reason, "pin", now));
    }

    private static Optional<String> whyUnreachable(PlannerState state, JobSnapshot snapshot, Instant now) {
        Optional<Rescaled> pending = state.history().pending().filter(Rescaled::isUp);
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        Duration lead = state.learned().leadTime().estimate();
        Optional<Obstacle> obstacle =
                snapshot.health().obstacle().filter(o -> isOlder(o.since(), lead.multipliedBy(2), now));
        if (obstacle.isPresent()) {
            return obstacle.map(Obstacle::message);
        }
        Duration longest = lead.multipliedBy(4).compareTo(RescaleHistory.LONGEST_START) > 0
                ? lead.multipliedBy(4)
                : RescaleHistory.LONGEST_START;
        return snapshot.status() != JobStatus.UNKNOWN && isOlder(pending.get().at(), longest, now)
                ? Optional.of("the job did not run on " + pending.get().toTaskManagers() + " TaskManagers within "
                        + longest.toMinutes() + " min")
                : Optional.empty();
    }

    private static CapacityPlanner.Outcome back(PlannerState state, JobSnapshot snapshot, String why, Instant now) {
        Rescaled bad = state.history().pending().orElseThrow();
        int came = Math.min(snapshot.capacity().taskManagers(), bad.toTaskManagers() - 1);
        int good = Math.max(bad.fromTaskManagers(), came);
        String reason = "Roll back " + bad.toTaskManagers() + " -> " + good + ": " + why + "; no more than " + good
                + " are tried until " + now.plus(UNREACHABLE) + ".";
        RescaleHistory history = state.history().rolledBack(new Quarantine(good + 1, false, now.plus(UNREACHABLE)));
        return new CapacityPlanner.Outcome(
                new PlannerState(good, state.learned(), history),
                rescale(state, good, reason, Adjustment.ROLLBACK, now));
    }

    private static Rescale rescale(PlannerState state, int to, String reason, String rule, Instant now) {
        Adjustment by = new Adjustment(rule, state.taskManagers(), to, reason);
        return new Rescale(now, state.taskManagers(), to, reason, Optional.empty(), List.of(by));
    }

    private static boolean isOlder(Instant since, Duration age, Instant now) {
        return Duration.between(since, now).compareTo(age) > 0;
    }
}
