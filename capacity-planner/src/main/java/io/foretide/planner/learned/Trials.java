package io.foretide.planner.learned;

import io.foretide.planner.settings.Objective;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges rescales whose TaskManagers have come. Fewer TaskManagers after which the lag exceeds the objective within {@link #TRIAL}, though by their learned rate
 * they carry the load, made things worse: nothing so small is tried for six hours.
 */
final class Trials {
    static final Duration TRIAL = Duration.ofMinutes(10);

    private static final Duration TOO_SMALL = Duration.ofHours(6);

    private Trials() {}

    static RescaleHistory after(PlannerState state, JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        RescaleHistory history = state.history().withoutExpired(now);
        Optional<Rescaled> pending = history.pending();
        if (pending.isPresent()) {
            Rescaled rescaled = pending.get();
            if (Learning.isComplete(rescaled, snapshot, settings)) {
                return history.withTrial(Optional.empty(), rescaled.isUp() ? Optional.empty() : pending);
            }
            if (!rescaled.isUp() && isOlder(rescaled, RescaleHistory.START_PATIENCE, now)) {
                return history.interrupted();
            }
        }
        Optional<Rescaled> onTrial = history.onTrial();
        if (onTrial.isPresent()) {
            if (isOlder(onTrial.get(), TRIAL, now)) {
                return history.interrupted();
            }
            if (isWorse(onTrial.get(), state, snapshot, settings)) {
                return history.quarantine(new Quarantine(onTrial.get().toTaskManagers(), true, now.plus(TOO_SMALL)));
            }
        }
        return history;
    }

    private static boolean isWorse(Rescaled down, PlannerState state, JobSnapshot snapshot, PlannerSettings settings) {
        if (snapshot.metrics().isEmpty()
                || state.learned().rate().recordsPerSecondPerSlot().isEmpty()) {
            return false;
        }
        JobMetrics metrics = snapshot.metrics().get();
        double capacity = down.toTaskManagers()
                * settings.slotsPerTaskManager()
                * state.learned().rate().recordsPerSecondPerSlot().getAsDouble();
        return metrics.lagSeconds() > settings.objective().sloLagSeconds()
                && metrics.demandRecordsPerSecond() <= capacity * Objective.BUSIEST;
    }

    private static boolean isOlder(Rescaled rescaled, Duration age, Instant now) {
        return Durations.isLonger(Duration.between(rescaled.at(), now), age);
    }
}
