package io.foretide.scaler.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a rescale. Times are from the decision, by the job's clock.
 *
 * @param decisionId which
 * @param stages until it reached which stage; empty in what was written before stages were kept
 * @param beforeLoad how long the new slots were ready before the demand first exceeded what the old ones process; negative
 *     when they came too late; empty for a scale down or if it never did
 * @param worstLagSeconds largest lag from the decision until ten minutes after the job ran, see {@link LagTrack}
 * @param complete whether nothing more will be learned
 */
@JsonIgnoreProperties({"slotsReady", "running"}) // two of what are stages now
public record DecisionOutcome(
        String decisionId,
        @Nullable Map<RescaleStage, Duration> stages,
        Optional<Duration> beforeLoad,
        Optional<Double> worstLagSeconds,
        boolean complete) {
    public DecisionOutcome {
        stages = stages == null ? Map.of() : Map.copyOf(stages);
    }

    /** Until it reached which stage. */
    @Override
    public Map<RescaleStage, Duration> stages() {
        return stages == null ? Map.of() : stages;
    }

    /** Until the rescale reached {@code stage}; empty if it has not. */
    public Optional<Duration> until(RescaleStage stage) {
        return Optional.ofNullable(stages().get(stage));
    }
}
