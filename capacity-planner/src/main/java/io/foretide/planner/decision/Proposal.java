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
        return to == taskManagers ? this : with(new Adjustment(rule, taskManagers, to, cause));
    }

    /** This proposal, which a rule leaves as it is for a reason that has to be told. */
    public Proposal noted(String rule, Cause cause) {
        return with(new Adjustment(rule, taskManagers, taskManagers, cause));
    }

    /** This proposal, which is as large as a rule lets it be, and would else be {@code wanted}. */
    public Proposal cut(String rule, int wanted, Cause cause) {
        return with(new Adjustment(rule, wanted, taskManagers, cause));
    }

    private Proposal with(Adjustment newest) {
        List<Adjustment> next = new ArrayList<>(adjustments);
        next.add(newest);
        return new Proposal(newest.toTaskManagers(), next);
    }
}
