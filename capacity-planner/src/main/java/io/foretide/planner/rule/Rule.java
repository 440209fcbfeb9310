package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;

/**
 * May change a proposal. Pure: the same arguments give the same answer, without clock, IO or memory of its own; hence
 * thread-safe.
 *
 * <p>A rule of your own is a public class with a public constructor without arguments, in a jar on the class path whose file
 * {@code META-INF/services/io.foretide.planner.rule.Rule} names it. It is applied after the rules that propose and before
 * those that guard: whatever it proposes, quarantines, bounds, excluded periods, cooldown, pauses and the fleet hold. It changes
 * a proposal by {@link Proposal#adjusted}, with a {@link io.foretide.planner.decision.Cause} of its own: a record with a stable
 * id.
 */
public interface Rule {
    /** The name that people know this rule by, such as {@code step limit}; in JSON the {@code policy} of an adjustment. */
    String name();

    /** The proposal after this rule; the same one where it has nothing to say. */
    Proposal apply(Proposal proposal, PlanContext context);
}
