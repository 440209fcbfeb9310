package io.foretide.scaler.control;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.Cause;
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
 * @param standing whether this replica acted
 * @param target as it was read before the decision; empty if it could not be
 */
public record TickReport(
        String id,
        Instant now,
        JobSnapshot snapshot,
        Optional<Forecast> forecast,
        ScalingDecision decision,
        PlannerState state,
        Optional<ScalingTarget.Answer> answer,
        Standing standing,
        Optional<TargetSnapshot> target) {
    /** A tick whose target could not be read. */
    public TickReport(
            String id,
            Instant now,
            JobSnapshot snapshot,
            Optional<Forecast> forecast,
            ScalingDecision decision,
            PlannerState state,
            Optional<ScalingTarget.Answer> answer,
            Standing standing) {
        this(id, now, snapshot, forecast, decision, state, answer, standing, Optional.empty());
    }

    /** Whether this tick decided to rescale and the target took it. */
    public boolean isApplied() {
        return answer.filter(ScalingTarget.Applied.class::isInstance).isPresent();
    }

    /** What became of this tick's decision to rescale; empty for a hold and on a replica that follows. */
    public Optional<Fate> fate() {
        return answer.map(ScalingTarget.Answer::fate);
    }

    /** Why a decision to rescale was not applied; empty if it was, or if there was none. */
    public Optional<Cause> whyNotApplied() {
        return answer.filter(ScalingTarget.NotApplied.class::isInstance)
                .map(said -> ((ScalingTarget.NotApplied) said).why());
    }

    /** What was decided, and what became of it if it was not applied: for people. */
    public String sentence() {
        if (answer.isPresent() && answer.get() instanceof ScalingTarget.NotApplied not) {
            return decision.reason() + " " + not.sentence();
        }
        return decision instanceof ScalingDecision.Rescale && standing instanceof Standing.Follows follows
                ? decision.reason() + " Not asked for: " + follows.why().sentence() + "."
                : decision.reason();
    }

    /** Why nothing is changed or decided, if a person can end it. */
    public Optional<Cause> held() {
        return EndableHold.of(this);
    }

    /** Whether the target was asked and did not say yes. */
    public boolean isRefusedOrFailed() {
        return answer.filter(said -> said instanceof ScalingTarget.Refused || said instanceof ScalingTarget.Failed)
                .isPresent();
    }

    /**
     * Whether what this tick decided may be carried out by somebody else: it leads, and saw the job and its target. Otherwise
     * {@link #recommended} is no more than the size that was remembered.
     */
    public boolean isRecommendation() {
        return standing.isLeading()
                && snapshot.metrics().isPresent()
                && !decision.cause().id().equals(ControlCause.Plain.TARGET_UNREADABLE.id());
    }

    /** The TaskManagers that the decision asks for, whether or not it was applied. */
    public int recommended() {
        return decision instanceof ScalingDecision.Rescale rescale
                ? rescale.toTaskManagers()
                : ((ScalingDecision.Hold) decision).taskManagers();
    }
}
