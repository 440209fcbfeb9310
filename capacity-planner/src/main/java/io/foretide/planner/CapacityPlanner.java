package io.foretide.planner;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.learned.Learning;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.rule.Bounds;
import io.foretide.planner.rule.Cooldown;
import io.foretide.planner.rule.ExcludedPeriods;
import io.foretide.planner.rule.HysteresisBand;
import io.foretide.planner.rule.KeyGroupAlignment;
import io.foretide.planner.rule.LoopBreaker;
import io.foretide.planner.rule.Pauses;
import io.foretide.planner.rule.Quarantines;
import io.foretide.planner.rule.RestartBudget;
import io.foretide.planner.rule.Rule;
import io.foretide.planner.rule.ScaleDownAgreement;
import io.foretide.planner.rule.StabilizationWindow;
import io.foretide.planner.rule.Standoff;
import io.foretide.planner.rule.StepLimit;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.sizing.Sizing;
import io.foretide.telemetry.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one function that decides: (state, snapshot, forecast, settings, now) to (new state, decision). Service, backtest
 * and simulation share it. Pure and stateless, hence thread-safe.
 *
 * <p>The settings' strategy proposes a size; the rules then bound it, in order, and each leaves an {@link Adjustment}.
 */
public final class CapacityPlanner {
    private final List<Rule> policies;

    /** A planner with all rules. */
    public CapacityPlanner() {
        this(List.of(
                new HysteresisBand(),
                new StabilizationWindow(),
                new ScaleDownAgreement(),
                new LoopBreaker(),
                new RestartBudget(),
                new StepLimit(),
                new KeyGroupAlignment(),
                new Quarantines(),
                new Bounds(),
                new ExcludedPeriods(),
                new Standoff(),
                new Cooldown(),
                new Pauses()));
    }

    /** A planner with rules of your own, applied in order. */
    public CapacityPlanner(List<Rule> policies) {
        this.policies = List.copyOf(policies);
    }

    /** A decision and the memory to pass to the next one. */
    public record Outcome(PlannerState state, ScalingDecision decision) {}

    /**
     * Decides.
     *
     * @param before what the last call returned, or {@link PlannerState#initial}
     * @param snapshot the newest look at the job
     * @param forecast the newest forecast, if any
     * @param given the user's settings, and what people ask for at the moment
     * @param now by the job's clock
     */
    public Outcome decide(
            PlannerState before,
            JobSnapshot snapshot,
            Optional<Forecast> forecast,
            PlannerSettings given,
            Instant now) {
        PlannerSettings settings = given.at(now);
        PlannerState state = Learning.from(before, snapshot, settings, now);
        Optional<Outcome> overruled = Overruled.by(state, snapshot, settings, now);
        if (overruled.isPresent()) {
            return overruled.get();
        }
        Optional<String> blind = whyBlind(state, snapshot, settings, now);
        if (blind.isPresent()) {
            return new Outcome(state, new Hold(now, state.taskManagers(), blind.get(), Optional.empty(), List.of()));
        }
        Optional<Forecast> fresh = forecast.filter(f -> f.age(now).compareTo(settings.maxForecastAge()) <= 0
                && !f.origin().isAfter(now));
        Sizing.Look look = new Sizing.Look(snapshot.metrics().orElseThrow(), fresh, snapshot.health(), now);
        Sizing sizing = Sizing.of(state, look, settings);
        PlannerState taught = sizing.state()
                .with(sizing.state()
                        .history()
                        .proposed(
                                new RescaleHistory.Proposed(now, sizing.taskManagers()),
                                settings.rules().stabilization()));
        PlanContext context = new PlanContext(taught, look.health(), sizing.basis(), settings, now);
        Proposal proposal = new Proposal(sizing.taskManagers(), List.of());
        for (Rule policy : policies) {
            proposal = policy.apply(proposal, context);
        }
        int target = proposal.taskManagers();
        String reason = Reasons.of(context, proposal, fresh);
        Optional<Basis> basis = Optional.of(sizing.basis());
        if (target == taught.taskManagers()) {
            return new Outcome(taught, new Hold(now, target, reason, basis, proposal.adjustments()));
        }
        return new Outcome(
                taught.rescaled(now, target),
                new Rescale(now, taught.taskManagers(), target, reason, basis, proposal.adjustments()));
    }

    private static Optional<String> whyBlind(
            PlannerState state, JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        Duration age = Duration.between(snapshot.time(), now);
        if (age.compareTo(settings.maxTelemetryAge()) > 0) {
            return Optional.of("Hold: the last look at the job is " + age.toSeconds() + " s old; "
                    + settings.maxTelemetryAge().toSeconds() + " s are allowed.");
        }
        return switch (snapshot.status()) {
            case RESTARTING -> Optional.of("Hold: the job is restarting.");
            case STOPPED -> Optional.of("Hold: the job is not running.");
            case UNKNOWN -> Optional.of("Hold: Flink does not answer.");
            case RUNNING -> whyUnsettled(state, snapshot);
        };
    }

    private static Optional<String> whyUnsettled(PlannerState state, JobSnapshot snapshot) {
        if (snapshot.metrics().isEmpty()) {
            return Optional.of("Hold: the job's metrics are incomplete.");
        }
        if (!state.learned().demand().isSettled()) {
            return Optional.of("Hold: the load has not been measured for three minutes yet.");
        }
        return state.learned().rate().recordsPerSecondPerSlot().isEmpty()
                ? Optional.of("Hold: no slot has been busy enough yet to learn its rate.")
                : Optional.empty();
    }
}
