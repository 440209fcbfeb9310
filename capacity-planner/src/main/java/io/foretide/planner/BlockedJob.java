package io.foretide.planner;

import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.BlockedCause;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.PlanInput;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.rule.Rule;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.MetricsGap;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job whose sources are blocked and fetch nothing, so that nobody knows what arrives. Where what blocks them works all the time,
 * one step up is tried once that has lasted as long as a load is measured before it is acted on; the step is on trial like any other
 * scale up, and the rules bound it and take it back. Where it does not work, slots will not help.
 */
final class BlockedJob {
    private BlockedJob() {}

    /** The decision about a job that runs and was just seen; empty where something else is the case. */
    static Optional<CapacityPlanner.Outcome> of(
            PlannerState state, PlanInput input, PlannerSettings settings, List<Rule> rules) {
        return input.snapshot()
                .gap()
                .filter(MetricsGap.Blocked.class::isInstance)
                .map(gap -> decide(state, input, settings, rules, (MetricsGap.Blocked) gap));
    }

    private static CapacityPlanner.Outcome decide(
            PlannerState state, PlanInput input, PlannerSettings settings, List<Rule> rules, MetricsGap.Blocked gap) {
        Instant now = input.now();
        int current = state.taskManagers();
        int wanted = gap.works() && gap.recordsInPerSecond() > 0 && hasLasted(state, settings, now)
                ? oneStepUp(current, settings)
                : current;
        Basis basis = Basis.saturated(
                gap.recordsInPerSecond(),
                current,
                wanted,
                state.learned().leadTime().estimate());
        PlanContext context = new PlanContext(
                state,
                input.snapshot().health(),
                basis,
                settings,
                input.overrides(),
                now,
                input.allowance().map(allowance -> allowance.notBelow(current)));
        Proposal step = new Proposal(wanted, List.of());
        if (state.history().pending().isPresent()) {
            step = step.adjusted("scale-up trial", current, RuleCause.Plain.RESCALE_INCOMPLETE);
        }
        Proposal proposal = Rules.applied(rules, step, context);
        BlockedCause cause = new BlockedCause(current, proposal.taskManagers(), gap, proposal.adjustments());
        return CapacityPlanner.Outcome.of(
                context, proposal, cause, Optional.empty(), Optional.of(gap.recordsInPerSecond()));
    }

    private static boolean hasLasted(PlannerState state, PlannerSettings settings, Instant now) {
        Duration span = settings.tuning().learning().demand().levelSpan();
        return state.learned()
                .blockedSince()
                .filter(since -> !Durations.isLonger(span, Duration.between(since, now)))
                .isPresent();
    }

    private static int oneStepUp(int current, PlannerSettings settings) {
        return current + (int) Math.ceil(current * settings.tuning().trials().blindStepShare());
    }
}
