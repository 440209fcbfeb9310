package io.foretide.planner.sizing;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.Threshold;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobMetrics;
import java.time.Instant;
import java.util.Optional;

/**
 * What a strategy proposes.
 *
 * @param basis its figures
 * @param state the planner's, with what the need has taught
 * @param taskManagers the proposal
 */
public record Sizing(Basis basis, PlannerState state, int taskManagers) {

    /** What there is to look at; the forecast only if it is fresh. */
    public record Look(JobMetrics metrics, Optional<Forecast> forecast, JobHealth health, Instant now) {}

    public static Sizing of(PlannerState state, Look look, PlannerSettings settings) {
        if (settings.strategy() instanceof Threshold threshold) {
            Basis basis = threshold(threshold, state, look, settings);
            return new Sizing(basis, state, basis.taskManagersFor(basis.need()));
        }
        RecedingHorizon horizon = (RecedingHorizon) settings.strategy();
        Requirement requirement =
                Requirement.of(state.learned(), look.metrics(), look.forecast(), settings, look.now());
        PlannerState taught = state.withNeed(requirement.at(0), look.now());
        Basis basis = basis(
                taught, look, peak(settings.objective().quantile(), taught, look), requirement.at(0), 1, settings);
        PlanContext context = new PlanContext(taught, look.health(), basis, settings, look.now());
        return new Sizing(basis, taught, CheapestSequence.first(context, requirement, horizon));
    }

    /** The reference design: max(present demand, forecast peak) + catch-up, against the capacity at the utilization target. */
    private static Basis threshold(Threshold strategy, PlannerState state, Look look, PlannerSettings settings) {
        double catchUp = look.metrics().lagRecords() / (strategy.catchUp().toMillis() / 1000.0);
        Optional<Double> peak = peak(strategy.headroom(), state, look);
        double need = Math.max(state.learned().demand().level(), peak.orElse(0.0)) + catchUp;
        return basis(state, look, peak, need, strategy.utilizationTarget(), settings);
    }

    private static Optional<Double> peak(double level, PlannerState state, Look look) {
        return look.forecast()
                .map(f -> f.peak(
                        level,
                        look.now().plus(state.learned().leadTime().estimate()),
                        look.now().plus(f.horizon().length())));
    }

    private static Basis basis(
            PlannerState state,
            Look look,
            Optional<Double> peak,
            double need,
            double utilization,
            PlannerSettings settings) {
        Learned learned = state.learned();
        double rate = learned.rate().cautious().orElseThrow();
        return new Basis(
                learned.demand().level(),
                look.metrics().lagRecords(),
                look.metrics().lagSeconds(),
                peak,
                need,
                rate,
                rate * settings.slotsPerTaskManager() * utilization,
                learned.leadTime().estimate());
    }
}
