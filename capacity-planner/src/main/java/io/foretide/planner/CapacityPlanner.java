package io.foretide.planner;

import io.foretide.forecast.Forecast;
import io.foretide.planner.ScalingDecision.Hold;
import io.foretide.planner.ScalingDecision.Rescale;
import io.foretide.planner.policy.Bounds;
import io.foretide.planner.policy.Cooldown;
import io.foretide.planner.policy.HysteresisBand;
import io.foretide.planner.policy.ScaleDownAgreement;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one function that decides: (state, snapshot, forecast, settings, now) to (new state, decision). Service, backtest
 * and simulation share it. Pure and stateless, hence thread-safe.
 *
 * <p>The need is the larger of the present demand and the forecast's quantile between now + lead time and the horizon,
 * plus what works off the lag. The policies then bound it, in order; each leaves an {@link Adjustment}.
 */
public final class CapacityPlanner {
    private final List<ScalingPolicy> policies;

    /** A planner with the reference design's policies. */
    public CapacityPlanner() {
        this(List.of(new HysteresisBand(), new ScaleDownAgreement(), new Bounds(), new Cooldown()));
    }

    /** A planner with policies of your own, applied in order. */
    public CapacityPlanner(List<ScalingPolicy> policies) {
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
     * @param settings the user's
     * @param now by the job's clock
     */
    public Outcome decide(
            PlannerState before,
            JobSnapshot snapshot,
            Optional<Forecast> forecast,
            PlannerSettings settings,
            Instant now) {
        PlannerState state = Learning.from(before, snapshot, settings, now);
        Optional<String> blind = whyBlind(snapshot, settings, now);
        if (blind.isPresent()) {
            return hold(state, now, blind.get(), Optional.empty(), List.of());
        }
        if (!state.demand().isSettled()) {
            return hold(
                    state,
                    now,
                    "Hold: the load has not been measured for three minutes yet.",
                    Optional.empty(),
                    List.of());
        }
        if (state.rate().recordsPerSecondPerSlot().isEmpty()) {
            return hold(
                    state,
                    now,
                    "Hold: no slot has been busy enough yet to learn its rate.",
                    Optional.empty(),
                    List.of());
        }
        Optional<Forecast> fresh = forecast.filter(f -> f.age(now).compareTo(settings.maxForecastAge()) <= 0
                && !f.origin().isAfter(now));
        Basis basis = basis(state, snapshot.metrics().orElseThrow(), fresh, settings, now);
        PlanContext context = new PlanContext(state, basis, settings, now);
        Proposal proposal = new Proposal(basis.taskManagersNeeded(), List.of());
        for (ScalingPolicy policy : policies) {
            proposal = policy.apply(proposal, context);
        }
        int target = proposal.taskManagers();
        String reason = Reasons.of(context, proposal, fresh);
        if (target == state.taskManagers()) {
            return hold(state, now, reason, Optional.of(basis), proposal.adjustments());
        }
        return new Outcome(
                state.rescaled(now, target),
                new Rescale(now, state.taskManagers(), target, reason, Optional.of(basis), proposal.adjustments()));
    }

    private static Optional<String> whyBlind(JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        Duration age = Duration.between(snapshot.time(), now);
        if (age.compareTo(settings.maxTelemetryAge()) > 0) {
            return Optional.of("Hold: the last look at the job is " + age.toSeconds() + " s old; "
                    + settings.maxTelemetryAge().toSeconds() + " s are allowed.");
        }
        return switch (snapshot.status()) {
            case RESTARTING -> Optional.of("Hold: the job is restarting.");
            case STOPPED -> Optional.of("Hold: the job is not running.");
            case UNKNOWN -> Optional.of("Hold: Flink does not answer.");
            case RUNNING ->
                snapshot.metrics().isEmpty()
                        ? Optional.of("Hold: the job's metrics are incomplete.")
                        : Optional.empty();
        };
    }

    private static Basis basis(
            PlannerState state,
            JobMetrics metrics,
            Optional<Forecast> forecast,
            PlannerSettings settings,
            Instant now) {
        Duration leadTime = state.leadTime().estimate();
        Optional<Double> peak = forecast.map(f -> f.peak(
                settings.headroom(), now.plus(leadTime), now.plus(f.horizon().length())));
        double demand = state.demand().level();
        double catchUp = metrics.lagRecords() / (settings.catchUp().toMillis() / 1000.0);
        double rate = state.rate().recordsPerSecondPerSlot().orElseThrow();
        return new Basis(
                demand,
                metrics.lagRecords(),
                metrics.lagSeconds(),
                catchUp,
                peak,
                Math.max(demand, peak.orElse(0.0)) + catchUp,
                rate,
                rate * settings.slotsPerTaskManager() * settings.utilizationTarget(),
                leadTime);
    }

    private static Outcome hold(
            PlannerState state, Instant now, String reason, Optional<Basis> basis, List<Adjustment> adjustments) {
        return new Outcome(state, new Hold(now, state.taskManagers(), reason, basis, adjustments));
    }
}
