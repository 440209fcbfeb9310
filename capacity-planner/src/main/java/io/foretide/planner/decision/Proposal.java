package io.foretide.planner.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * A number of TaskManagers on its way through the policies.
 *
 * @param taskManagers proposed now
 * @param adjustments how it came to that
 */
public record Proposal(int taskManagers, List<Adjustment> adjustments) {
    public Proposal {
        adjustments = List.copyOf(adjustments);
    }

    /** This proposal changed to another number by a policy; unchanged where the number is the same. */
    public Proposal adjusted(String policy, int to, String why) {
        if (to == taskManagers) {
            return this;
        }
        List<Adjustment> next = new ArrayList<>(adjustments);
        next.add(new Adjustment(policy, taskManagers, to, why));
        return new Proposal(to, next);
    }
}
