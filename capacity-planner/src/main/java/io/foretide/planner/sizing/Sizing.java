package io.foretide.planner.sizing;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.BudgetUse;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.settings.Strategy.RecedingHorizon;
import io.foretide.planner.settings.Strategy.TargetTracking;
import io.foretide.planner.settings.Strategy.Threshold;
import io.foretide.telemetry.HotSubtask;
import io.foretide.telemetry.JobMetrics;
import io.foretide.text.Durations;
import java.util.Optional;

/**
 * The proposal of a strategy.
 *
 * @param basis its figures
 * @param state the planner's, with what the need has taught
 * @param taskManagers the proposal
 * @param lasting what the stabilization window remembers of it
 */
public record Sizing(Basis basis, PlannerState state, int taskManagers, int lasting) {
    private Sizing(Basis basis, PlannerState state, int taskManagers) {
        this(basis, state, taskManagers, taskManagers);
    }

    /** The proposal for a job whose snapshot has metrics; the forecast, if there is one, is fresh. */
    public static Sizing of(PlanInput input) {
        if (input.settings().strategy() instanceof Threshold threshold) {
            Basis basis = threshold(threshold, input);
            return new Sizing(basis, input.state(), context(input, basis).wholeTaskManagersFor(basis.need()));
        }
        if (input.settings().strategy() instanceof TargetTracking tracking) {
            Tracked tracked = Tracked.of(tracking, input);
            Basis basis = basis(input, tracked.peak(), tracked.up(), 1);
            PlanContext context = context(input, basis);
            return new Sizing(basis, input.state(), tracked.size(context), tracked.lasting(context));
        }
        RecedingHorizon horizon = (RecedingHorizon) input.settings().strategy();
        Requirement requirement = Requirement.of(input);
        PlanInput next = input.withState(input.state()
                .withNeed(requirement.at(0), input.settings().tuning().learning(), input.now()));
        double quantile = input.settings().objective().quantile();
        Basis basis = basis(next, peak(quantile, next), requirement.at(0), 1);
        int size = CheapestSequence.first(context(next, basis), requirement, horizon);
        Basis looked = size > next.state().taskManagers()
                ? next.forecast()
                        .map(forecast -> basis.with(Waiting.of(next, forecast, basis, size)))
                        .orElse(basis)
                : basis;
        return new Sizing(looked, next.state(), size);
    }

    private static PlanContext context(PlanInput input, Basis basis) {
        return new PlanContext(
                input.state(),
                input.snapshot().health(),
                basis,
                input.settings(),
                input.overrides(),
                input.now(),
                input.allowance());
    }

    /** The reference design: max(present demand, forecast peak) + catch-up, against the capacity at the utilization target. */
    private static Basis threshold(Threshold strategy, PlanInput input) {
        double catchUp = input.settings().recordsToWorkOff(metrics(input)) / Durations.seconds(strategy.catchUp());
        Optional<Double> peak = peak(strategy.headroom(), input);
        double need = Math.max(input.state().learned().demand().level(input.settings()), peak.orElse(0.0)) + catchUp;
        return basis(input, peak, need, strategy.utilizationTarget());
    }

    private static Optional<Double> peak(double level, PlanInput input) {
        return input.forecast()
                .map(f -> f.peak(
                        level,
                        input.now().plus(input.leadTime()),
                        input.now().plus(f.horizon().length())));
    }

    private static Basis basis(PlanInput input, Optional<Double> peak, double need, double utilization) {
        Learned learned = input.state().learned();
        JobMetrics metrics = metrics(input);
        int size = Math.max(1, input.state().taskManagers());
        double rate = learned.rate().cautious(input.settings().rateLearning()).orElseThrow();
        return new Basis(
                learned.demand().level(input.settings()),
                metrics.lagRecords(),
                input.settings().lagSeconds(metrics),
                peak,
                need,
                rate,
                rate * input.settings().sizes().subtasksPerTaskManager(size) * utilization,
                input.leadTime(),
                Optional.of(metrics.busyRatio()),
                metrics.hotSubtask().filter(HotSubtask::isAlone),
                metrics.sourcesWithoutLag(),
                input.settings().ageSeconds(metrics),
                metrics.capped(),
                Optional.of(BudgetUse.of(
                        learned.budget(), input.settings().objective().sloShare(), input.now())),
                Optional.empty());
    }

    private static JobMetrics metrics(PlanInput input) {
        return input.snapshot().metrics().orElseThrow();
    }
}
