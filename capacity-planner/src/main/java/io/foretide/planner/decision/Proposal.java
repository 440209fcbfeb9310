package io.foretide.planner.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * A number of TaskManagers on its way through the rules.
 *
 * @param taskManagers proposed now
 * @param adjustments how it came to that
 */
public record Proposal(int taskManagers, List<Adjustment> adjustments) {
    public Proposal {
        adjustments = List.copyOf(adjustments);
    }

    /** This proposal changed to another number by a rule; unchanged where the number is the same. */
    public Proposal adjusted(String rule, int to, Cause cause) {
        if (to == taskManagers) {
            return this;
        }
        List<Adjustment> next = new ArrayList<>(adjustments);
        next.add(new Adjustment(rule, taskManagers, to, cause));
        return new Proposal(to, next);
    }
}
