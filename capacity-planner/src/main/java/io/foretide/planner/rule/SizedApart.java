package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.VertexSizes;
import io.foretide.planner.learned.GroupNeeds;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.JobTopology;

/**
 * Translates a proposal, which is for the job as it is shaped now, to the shape that a rescale gives it: slot sharing groups
 * that need less than others get fewer slots, where the target can size them apart. The job keeps the parallelism that was
 * proposed, on fewer TaskManagers or, where a group has come to need more, on more of them.
 *
 * <p>A rescale alone for the shape has to save a whole TaskManager, or to help a group that has become too small. A size that
 * was too small takes the shape back: what was measured of a group is not all that limits it.
 */
public final class SizedApart implements Rule {
    @Override
    public String name() {
        return "vertex sizes";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Sizes sizes = context.settings().sizes();
        JobTopology present = sizes.topology();
        int parallelism = present.parallelismOn(proposal.taskManagers() * sizes.slotsPerTaskManager());
        if (!present.isApart() || parallelism < 1) {
            return proposal;
        }
        JobTopology shape = context.state().shape(present, context.settings());
        int size = size(proposal.taskManagers(), sizes.with(shape).taskManagersAt(parallelism), context);
        return proposal.adjusted(name(), size, new VertexSizes(parallelism, shape.slotsAt(parallelism)));
    }

    /** {@code translated} is what the proposal comes to in the other shape. */
    private static int size(int proposed, int translated, PlanContext context) {
        int current = context.state().taskManagers();
        if (proposed > current) {
            // it may have been cut to the most that is allowed, which carries more in the other shape
            boolean cut = proposed >= context.settings().maxTaskManagers();
            return cut ? proposed : Math.max(current + 1, translated);
        }
        if (proposed < current) {
            return Math.min(current, translated);
        }
        if (isTooSmall(context)) {
            return Math.max(current + 1, translated);
        }
        return translated < current && isCalm(context) ? translated : current;
    }

    /** Whether the job is to be rescaled for the sake of a group. */
    private static boolean isTooSmall(PlanContext context) {
        PlannerState state = context.state();
        JobTopology present = context.settings().sizes().topology();
        GroupNeeds needs = state.learned().groupNeeds();
        return isSettled(state.history())
                && (state.history().isTooSmall()
                        ? !state.shape(present, context.settings()).equals(present)
                        : needs.isShort(
                                present, context.settings().tuning().learning().needs()));
    }

    private static boolean isSettled(RescaleHistory history) {
        return history.pending().isEmpty() && history.onTrial().isEmpty();
    }

    private static boolean isCalm(PlanContext context) {
        return isSettled(context.state().history())
                && context.state().learned().blockedSince().isEmpty()
                && !context.isLate()
                && !context.health().checkpointsFail();
    }
}
