package io.foretide.planner;

import io.foretide.forecast.Forecast;
import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.BlindCause;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.PlannerCause;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.ScalingDecision;
import io.foretide.planner.decision.ScalingDecision.Hold;
import io.foretide.planner.decision.ScalingDecision.Rescale;
import io.foretide.planner.decision.SizingCause;
import io.foretide.planner.learned.Learning;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.Silence;
import io.foretide.planner.learned.UnknownAge;
import io.foretide.planner.rule.Rule;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.sizing.Sizing;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.MetricsGap;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one function that decides: from a {@link PlanInput} to (new state, decision). Service, backtest and simulation share it.
 * Pure and stateless, hence thread-safe.
 *
 * <p>The settings' strategy proposes a size; the rules then bound it, in order, and each leaves an {@link Adjustment}.
 */
public final class CapacityPlanner {
    private final List<Rule> rules;

    /** A planner with the rules that ship. */
    public CapacityPlanner() {
        this(Rules.builtIn());
    }

    /** A planner with these rules, applied in order. */
    public CapacityPlanner(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** A decision and the memory to pass to the next one. */
    public record Outcome(PlannerState state, ScalingDecision decision) {
        /** What a proposal that the rules have bound comes to; {@code saturatedAt} counts if it is a scale up. */
        static Outcome of(
                PlanContext context,
                Proposal proposal,
                PlannerCause cause,
                Optional<Basis> basis,
                Optional<Double> saturatedAt) {
            PlannerState state = context.state();
            int current = state.taskManagers();
            int target = proposal.taskManagers();
            List<Adjustment> adjustments = proposal.adjustments();
            return target == current
                    ? new Outcome(state, new Hold(context.now(), target, cause, basis, adjustments))
                    : new Outcome(
                            state.rescaled(context.now(), target, saturatedAt.filter(rate -> target > current)),
                            new Rescale(context.now(), current, target, cause, basis, adjustments));
        }
    }

    /** Decides, and says which sizes follow if the load comes as forecast. */
    public Outcome plan(PlanInput input) {
        Outcome outcome = decide(input);
        return new Outcome(outcome.state(), outcome.decision().with(AheadOfLoad.sizes(this, input, outcome)));
    }

    /** Decides. */
    public Outcome decide(PlanInput given) {
        Instant now = given.now();
        PlannerSettings settings = given.currentSettings();
        PlanInput input = given.withSnapshot(UnknownAge.removed(
                Silence.removed(given.snapshot(), given.state().learned().demand(), settings, now), settings));
        PlannerState state = Learning.from(input.state(), input.snapshot(), settings, now);
        return ManualOverride.of(
                        state, input.overrides(), given.settings().sizes().at(now), now)
                .or(() -> Rollback.of(state, input))
                .or(() -> unseen(input.snapshot(), settings, now).map(cause -> blind(state, cause, now)))
                .or(() -> BlockedJob.of(state, input, settings, rules))
                .or(() -> lack(state, input.snapshot(), settings).map(cause -> blind(state, cause, now)))
                .orElseGet(() -> sized(state, input, settings));
    }

    /** The size that the strategy proposes and the rules leave of it. */
    private Outcome sized(PlannerState state, PlanInput input, PlannerSettings settings) {
        Instant now = input.now();
        Optional<Forecast> forecast = input.forecast()
                .filter(f -> !Durations.isLonger(f.age(now), settings.timing().maxForecastAge())
                        && !f.origin().isAfter(now));
        PlanInput fresh =
                new PlanInput(state, input.snapshot(), forecast, input.overrides(), settings, now, input.allowance());
        Sizing sizing = Sizing.of(fresh);
        RescaleHistory.Proposed proposed = new RescaleHistory.Proposed(now, sizing.lasting());
        PlannerState nextState = sizing.state()
                .withHistory(sizing.state()
                        .history()
                        .proposed(proposed, settings.rules().stabilization()));
        PlanContext context = new PlanContext(
                nextState,
                input.snapshot().health(),
                sizing.basis(),
                settings,
                input.overrides(),
                now,
                input.allowance());
        Proposal proposal = Rules.applied(rules, new Proposal(sizing.taskManagers(), List.of()), context);
        return outcome(
                context,
                proposal,
                forecast.map(Forecast::model),
                input.snapshot().metrics());
    }

    private static Outcome outcome(
            PlanContext context, Proposal proposal, Optional<String> model, Optional<JobMetrics> metrics) {
        SizingCause cause = new SizingCause(
                context.state().taskManagers(),
                proposal.taskManagers(),
                context.basis(),
                context.settings().headroom(),
                model,
                proposal.adjustments());
        return Outcome.of(
                context,
                proposal,
                cause,
                Optional.of(context.basis()),
                metrics.filter(context.settings()::isSaturated).map(JobMetrics::recordsInPerSecond));
    }

    private static Outcome blind(PlannerState state, BlindCause cause, Instant now) {
        return new Outcome(state, new Hold(now, state.taskManagers(), cause, Optional.empty(), List.of()));
    }

    /** Why a job was not seen at work, if it was not. */
    private static Optional<BlindCause> unseen(JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        Duration age = Duration.between(snapshot.time(), now);
        Duration maxAge = settings.timing().maxTelemetryAge();
        if (Durations.isLonger(age, maxAge)) {
            return Optional.of(new BlindCause.StaleTelemetry(age, maxAge));
        }
        return switch (snapshot.status()) {
            case RESTARTING -> Optional.of(BlindCause.Lack.JOB_RESTARTING);
            case STOPPED -> Optional.of(BlindCause.Lack.JOB_STOPPED);
            case UNKNOWN ->
                Optional.of(snapshot.gap().map(CapacityPlanner::cause).orElse(BlindCause.Lack.FLINK_SILENT));
            case RUNNING -> Optional.empty();
        };
    }

    /** One that is blocked has its own decision, see {@link BlockedJob}. */
    private static BlindCause cause(MetricsGap gap) {
        if (gap instanceof MetricsGap.Missing missing) {
            return new BlindCause.MissingMetric(missing);
        }
        if (gap instanceof MetricsGap.Impossible impossible) {
            return new BlindCause.ImpossibleMetric(impossible);
        }
        if (gap instanceof MetricsGap.Unread unread) {
            return new BlindCause.Unread(unread);
        }
        return new BlindCause.Silence((MetricsGap.Silence) gap);
    }

    private static Optional<BlindCause> lack(PlannerState state, JobSnapshot snapshot, PlannerSettings settings) {
        if (snapshot.metrics().isEmpty()) {
            return Optional.of(snapshot.gap().map(CapacityPlanner::cause).orElse(BlindCause.Lack.NO_METRICS));
        }
        if (!state.learned().demand().isSettled(settings)) {
            return Optional.of(BlindCause.Lack.UNSETTLED_LOAD);
        }
        return state.learned().rate().recordsPerSecondPerSlot().isEmpty()
                ? Optional.of(BlindCause.Lack.UNKNOWN_RATE)
                : Optional.empty();
    }
}
