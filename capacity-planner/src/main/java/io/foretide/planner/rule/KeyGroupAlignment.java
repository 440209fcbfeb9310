package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause.EvenKeyGroups;
import io.foretide.planner.settings.Sizes;

/**
 * Prefers sizes whose slots share Flink's key groups evenly. With max parallelism M and parallelism p the busiest slot has
 * ceil(M / p) key groups, so p slots are worth M / ceil(M / p). The proposal grows until that is worth what was proposed,
 * then shrinks to the fewest TaskManagers of the same worth.
 */
public final class KeyGroupAlignment implements Rule {
    @Override
    public String name() {
        return "key groups";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        Sizes sizes = context.settings().sizes();
        int current = context.state().taskManagers();
        if (sizes.maxParallelism().isEmpty() || proposal.taskManagers() == current) {
            return proposal;
        }
        int groups = sizes.maxParallelism().getAsInt();
        int aligned = aligned(
                proposal.taskManagers(),
                groups,
                sizes,
                context.settings().tuning().toleratedUnevenness());
        // an alignment may not turn one direction into the other
        boolean up = proposal.taskManagers() > current;
        int result = up ? Math.max(current, aligned) : Math.min(current, aligned);
        return proposal.adjusted(name(), result, new EvenKeyGroups(groups, busiest(result, groups, sizes)));
    }

    private static int aligned(int wanted, int groups, Sizes sizes, double toleratedUnevenness) {
        int most = Math.min(sizes.maxTaskManagers(), (groups - 1) / sizes.slotsPerTaskManager() + 1);
        double needed = Math.min(wanted, most) * (double) sizes.slotsPerTaskManager() * (1 - toleratedUnevenness);
        int size = Math.min(wanted, most);
        while (size < most && (double) groups / busiest(size, groups, sizes) < needed) {
            size++;
        }
        while (size > sizes.minTaskManagers() && busiest(size - 1, groups, sizes) == busiest(size, groups, sizes)) {
            size--;
        }
        return size;
    }

    private static int busiest(int taskManagers, int groups, Sizes sizes) {
        int parallelism = Math.min(groups, taskManagers * sizes.slotsPerTaskManager());
        return (groups + parallelism - 1) / parallelism;
    }
}
