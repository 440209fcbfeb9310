package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.VertexSizes;
import io.foretide.planner.settings.Sizes;
import io.foretide.telemetry.JobTopology;

/**
 * Takes no TaskManager that adds no subtask, where the job's slot sharing groups are sized apart: several of them may grow at
 * once, so that a few slots more are of no use to any. A scale up goes on to the next size that adds one, if that is allowed.
 */
public final class UsedSlots implements Rule {
    @Override
    public String name() {
        return "used slots";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Sizes present = context.settings().sizes();
        int proposed = proposal.taskManagers();
        int current = context.state().taskManagers();
        if (!present.topology().isApart() || proposed == current) {
            return proposal;
        }
        JobTopology shape = context.state().shape(present.topology(), context.settings());
        Sizes sizes = present.with(shape);
        int parallelism = Math.max(1, shape.parallelismOn(proposed * sizes.slotsPerTaskManager()));
        int used = sizes.taskManagersAt(parallelism);
        if (proposed > current && used <= current) {
            parallelism++;
            int next = sizes.taskManagersAt(parallelism);
            used = next > current && next <= sizes.maxTaskManagers() ? next : current;
        }
        return proposal.adjusted(name(), used, new VertexSizes(parallelism, shape.slotsAt(parallelism)));
    }
}
