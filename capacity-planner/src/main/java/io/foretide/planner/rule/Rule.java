package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;

/** A rule that may change a proposal. Pure: the same arguments give the same answer. */
public interface Rule {
    /** The field's word for this rule. */
    String name();

    /** The proposal after this rule. */
    Proposal apply(Proposal proposal, PlanContext context);
}
