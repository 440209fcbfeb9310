package io.foretide.planner.learned;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.TrialSettings;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.MetricsGap;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Verdicts on rescales whose TaskManagers have come. More TaskManagers that process hardly more of a load which exceeded what
 * fewer could, though it still waits, brought nothing: nothing so large is tried for some hours, which takes the job back. Fewer TaskManagers after which the lag exceeds the objective within their
 * trial, though by their learned rate they carry the load, made things worse: nothing so small is tried for some hours.
 */
final class Trials {
    private Trials() {}

    static RescaleHistory after(PlannerState state, JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        TrialSettings tuning = settings.tuning().trials();
        RescaleHistory history = state.history().withoutExpired(now);
        if (snapshot.status() == JobStatus.UNKNOWN) {
            return history.delayed(settings.timing().tick());
        }
        Optional<Rescaled> pending = history.pending();
        if (pending.isPresent()) {
            Rescaled rescaled = pending.get();
            if (Learning.isComplete(rescaled, snapshot, settings)) {
                boolean proves = rescaled.isUp() ? rescaled.saturatedAt().isPresent() : !takesBack(rescaled, history);
                return history.withUnderWay(
                        Optional.empty(), proves ? Optional.of(onTrialFrom(rescaled, now)) : Optional.empty());
            }
            if (!rescaled.isUp() && isOlder(rescaled, tuning.startPatience(), now)) {
                return history.interrupted();
            }
        }
        Optional<Rescaled> onTrial = history.onTrial();
        if (onTrial.isPresent() && onTrial.get().isUp()) {
            return ofMore(onTrial.get(), history, snapshot, settings, now);
        }
        if (onTrial.isPresent()) {
            if (isOlder(onTrial.get(), tuning.trial(), now)) {
                return history.interrupted();
            }
            if (isWorse(onTrial.get(), state, snapshot, settings)) {
                return history.quarantine(
                        new Quarantine(onTrial.get().toTaskManagers(), true, now.plus(tuning.tooSmallQuarantine())));
            }
        }
        return history;
    }

    /** Whether fewer TaskManagers follow from more that brought nothing: that it lags on is no news. */
    private static boolean takesBack(Rescaled down, RescaleHistory history) {
        return history.quarantined().stream()
                .anyMatch(one -> one.noGain() && one.taskManagers() <= down.fromTaskManagers());
    }

    /** More capacity can show what it brings only once it is there. */
    private static Rescaled onTrialFrom(Rescaled complete, Instant now) {
        return complete.isUp()
                ? new Rescaled(now, complete.fromTaskManagers(), complete.toTaskManagers(), complete.saturatedAt())
                : complete;
    }

    private static RescaleHistory ofMore(
            Rescaled up, RescaleHistory history, JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        TrialSettings tuning = settings.tuning().trials();
        double before = up.saturatedAt().orElseThrow();
        double possible = before * up.toTaskManagers() / up.fromTaskManagers();
        if (snapshot.metrics().isPresent()) {
            JobMetrics metrics = snapshot.metrics().get();
            double expected = Math.min(possible, metrics.demandRecordsPerSecond());
            boolean gains = metrics.recordsInPerSecond() >= before + tuning.minGainShare() * (expected - before);
            if (gains || settings.lagSeconds(metrics) <= settings.toleratedLagSeconds()) {
                return history.interrupted();
            }
        } else if (snapshot.gap().isPresent() && snapshot.gap().get() instanceof MetricsGap.Blocked blocked) {
            // sources that fill empty buffers after a restart read more than the job takes
            Duration settled = settings.tuning().learning().demand().levelSpan();
            if (isOlder(up, settled, now)
                    && blocked.recordsInPerSecond() >= before + tuning.minGainShare() * (possible - before)) {
                return history.interrupted();
            }
        } else {
            return history;
        }
        return isOlder(up, tuning.scaleUpTrial(), now)
                ? history.quarantine(
                        new Quarantine(up.fromTaskManagers() + 1, false, true, now.plus(tuning.tooSmallQuarantine())))
                : history;
    }

    private static boolean isWorse(Rescaled down, PlannerState state, JobSnapshot snapshot, PlannerSettings settings) {
        if (snapshot.metrics().isEmpty()
                || state.learned().rate().recordsPerSecondPerSlot().isEmpty()) {
            return false;
        }
        JobMetrics metrics = snapshot.metrics().get();
        double capacity = down.toTaskManagers()
                * settings.sizes().subtasksPerTaskManager(down.toTaskManagers())
                * state.learned().rate().recordsPerSecondPerSlot().getAsDouble();
        return settings.lagSeconds(metrics) > settings.objective().sloLagSeconds()
                && metrics.demandRecordsPerSecond()
                        <= capacity * settings.tuning().requirement().medianUtilization();
    }

    private static boolean isOlder(Rescaled rescaled, Duration age, Instant now) {
        return Durations.isLonger(Duration.between(rescaled.at(), now), age);
    }
}
