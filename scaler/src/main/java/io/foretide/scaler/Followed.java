package io.foretide.scaler;

import io.foretide.planner.ScalingDecision.Rescale;
import io.foretide.telemetry.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One rescale on its way: what has been seen of it so far. Not thread-safe. */
final class Followed {
    private static final Duration SETTLED = Duration.ofMinutes(10);
    private static final Duration LOAD_EXPECTED_WITHIN = Duration.ofHours(2);

    private final String id;
    private final Rescale rescale;
    private final int slotsPerTaskManager;
    private final double oldCapacity;
    private final Consumer<DecisionOutcome> listener;
    private @Nullable Instant slotsAt;
    private @Nullable Instant runningAt;
    private @Nullable Instant loadAt;
    private @Nullable Double worstLagSeconds;
    private boolean over;

    Followed(
            String id,
            Rescale rescale,
            int slotsPerTaskManager,
            double oldCapacity,
            Consumer<DecisionOutcome> listener) {
        this.id = id;
        this.rescale = rescale;
        this.slotsPerTaskManager = slotsPerTaskManager;
        this.oldCapacity = oldCapacity;
        this.listener = listener;
    }

    void see(TickReport report, double lagSeconds) {
        DecisionOutcome before = outcome();
        int slots = rescale.toTaskManagers() * slotsPerTaskManager;
        boolean hasSlots = rescale.isUp()
                ? report.snapshot().capacity().slots() >= slots
                : report.snapshot().capacity().slots() <= slots;
        if (slotsAt == null && hasSlots) {
            slotsAt = report.now();
        }
        if (runningAt == null && runsOn(report, slots)) {
            runningAt = report.now();
        }
        if (loadAt == null && rescale.isUp() && exceeds(report, oldCapacity)) {
            loadAt = report.now();
        }
        if (!isSettled(report.now())) {
            worstLagSeconds = worstLagSeconds == null ? lagSeconds : Math.max(worstLagSeconds, lagSeconds);
        }
        boolean loadKnown = !rescale.isUp()
                || loadAt != null
                || Duration.between(rescale.at(), report.now()).compareTo(LOAD_EXPECTED_WITHIN) > 0;
        over = isSettled(report.now()) && loadKnown;
        if (!outcome().equals(before)) {
            listener.accept(outcome());
        }
    }

    /** Another rescale took over: if this one never ran, it never will. */
    void supersede() {
        if (runningAt == null) {
            end();
        }
    }

    void end() {
        over = true;
        listener.accept(outcome());
    }

    boolean isOver() {
        return over;
    }

    private static boolean runsOn(TickReport report, int slots) {
        return report.snapshot().status() == JobStatus.RUNNING
                && report.snapshot().capacity().parallelism() == slots;
    }

    private static boolean exceeds(TickReport report, double recordsPerSecond) {
        return report.snapshot()
                .metrics()
                .filter(metrics -> metrics.demandRecordsPerSecond() > recordsPerSecond)
                .isPresent();
    }

    private boolean isSettled(Instant now) {
        return runningAt != null && Duration.between(runningAt, now).compareTo(SETTLED) > 0;
    }

    private DecisionOutcome outcome() {
        Optional<Duration> beforeLoad = runningAt == null || loadAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(runningAt, loadAt));
        return new DecisionOutcome(
                id, since(slotsAt), since(runningAt), beforeLoad, Optional.ofNullable(worstLagSeconds), over);
    }

    private Optional<Duration> since(@Nullable Instant time) {
        return Optional.ofNullable(time).map(t -> Duration.between(rescale.at(), t));
    }
}
