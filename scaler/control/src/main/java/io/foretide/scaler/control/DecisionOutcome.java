package io.foretide.scaler.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Outcome of a rescale. Times are from the decision, by the job's clock.
 *
 * @param decisionId which
 * @param stages until it reached which stage
 * @param beforeLoad how long the new slots were ready before the demand first exceeded what the old ones process; negative
 *     when they came too late; empty for a scale down or if it never did
 * @param worstLagSeconds largest lag from the decision until ten minutes after the job ran, see {@link LagTrack}
 * @param complete whether nothing more will be learned
 */
public record DecisionOutcome(
        String decisionId,
        Map<RescaleStage, Duration> stages,
        Optional<Duration> beforeLoad,
        Optional<Double> worstLagSeconds,
        boolean complete) {
    public DecisionOutcome {
        stages = Map.copyOf(stages);
    }

    /** Until the rescale reached {@code stage}; empty if it has not. */
    public Optional<Duration> until(RescaleStage stage) {
        return Optional.ofNullable(stages.get(stage));
    }
}
