package io.foretide.scaler.control;

import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has been seen of a rescale so far. Not thread-safe. */
final class RescaleUnderWay {
    private static final Duration SETTLING_TIME = Duration.ofMinutes(10);
    private static final Duration MAX_WAIT_FOR_LOAD = Duration.ofHours(2);

    private final String id;
    private final Rescale rescale;
    private final double oldCapacity;
    private final Consumer<DecisionOutcome> listener;
    private final Map<RescaleStage, Instant> stages = new EnumMap<>(RescaleStage.class);
    private @Nullable Instant loadAt;
    private @Nullable Double worstLagSeconds;
    private boolean over;

    RescaleUnderWay(String id, Rescale rescale, double oldCapacity, Consumer<DecisionOutcome> listener) {
        this.id = id;
        this.rescale = rescale;
        this.oldCapacity = oldCapacity;
        this.listener = listener;
    }

    void observe(TickReport report, double lagSeconds, RescaleStages timed) {
        DecisionOutcome before = outcome();
        timed.of(rescale).forEach(stages::putIfAbsent);
        if (loadAt == null && rescale.isUp() && exceeds(report, oldCapacity)) {
            loadAt = report.now();
        }
        if (!isSettled(report.now())) {
            worstLagSeconds = worstLagSeconds == null ? lagSeconds : Math.max(worstLagSeconds, lagSeconds);
        }
        boolean loadKnown = !rescale.isUp()
                || loadAt != null
                || Durations.isLonger(Duration.between(rescale.at(), report.now()), MAX_WAIT_FOR_LOAD);
        over = isSettled(report.now()) && loadKnown;
        if (!outcome().equals(before)) {
            listener.accept(outcome());
        }
    }

    /** Another rescale took over: if this one never ran, it never will. */
    void supersede() {
        if (!stages.containsKey(RescaleStage.RUNNING)) {
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

    private static boolean exceeds(TickReport report, double recordsPerSecond) {
        return report.snapshot()
                .metrics()
                .filter(metrics -> metrics.demandRecordsPerSecond() > recordsPerSecond)
                .isPresent();
    }

    private boolean isSettled(Instant now) {
        Instant runningAt = stages.get(RescaleStage.RUNNING);
        return runningAt != null && Durations.isLonger(Duration.between(runningAt, now), SETTLING_TIME);
    }

    private DecisionOutcome outcome() {
        Instant runningAt = stages.get(RescaleStage.RUNNING);
        Map<RescaleStage, Duration> since = new EnumMap<>(RescaleStage.class);
        stages.forEach((stage, time) -> since.put(stage, Duration.between(rescale.at(), time)));
        Optional<Duration> beforeLoad = runningAt == null || loadAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(runningAt, loadAt));
        return new DecisionOutcome(id, since, beforeLoad, Optional.ofNullable(worstLagSeconds), over);
    }
}
