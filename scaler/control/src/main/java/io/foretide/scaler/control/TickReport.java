package io.foretide.scaler.control;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.learned.PlannerState;
import io.foretide.telemetry.JobSnapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * All that one tick of the control loop saw and did.
 *
 * @param id of the decision, unique within the job
 * @param now by the job's clock
 * @param snapshot what Flink said
 * @param forecast the newest there was
 * @param decision what was decided
 * @param state the planner's memory after it
 * @param answer what the target said to a rescale; empty for a hold
 */
public record TickReport(
        String id,
        Instant now,
        JobSnapshot snapshot,
        Optional<Forecast> forecast,
        ScalingDecision decision,
        PlannerState state,
        Optional<ScalingTarget.Answer> answer) {

    /** Whether this tick decided to rescale and the target took it. */
    public boolean isApplied() {
        return answer.filter(ScalingTarget.Applied.class::isInstance).isPresent();
    }

    /** Why the target refused, or why the request to it failed; empty if neither. */
    public Optional<String> refusal() {
        Optional<String> refused = answer.filter(ScalingTarget.Refused.class::isInstance)
                .map(said -> ((ScalingTarget.Refused) said).reason());
        return refused.or(() -> answer.filter(ScalingTarget.Failed.class::isInstance)
                .map(said -> ((ScalingTarget.Failed) said).reason()));
    }

    /** Why a rescale is a recommendation only; empty if it is not. */
    public Optional<String> withheld() {
        return answer.filter(ScalingTarget.Withheld.class::isInstance)
                .map(withheld -> ((ScalingTarget.Withheld) withheld).reason());
    }

    /** The TaskManagers that the decision asks for, whether or not it was carried out. */
    public int recommended() {
        return decision instanceof ScalingDecision.Rescale rescale
                ? rescale.toTaskManagers()
                : ((ScalingDecision.Hold) decision).taskManagers();
    }
}
