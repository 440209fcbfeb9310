package io.foretide.planner;

import io.foretide.config.Extensions;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.rule.Bounds;
import io.foretide.planner.rule.CappedVertices;
import io.foretide.planner.rule.Cooldown;
import io.foretide.planner.rule.DiminishingReturns;
import io.foretide.planner.rule.ExcludedPeriods;
import io.foretide.planner.rule.FleetAllowance;
import io.foretide.planner.rule.HotSubtasks;
import io.foretide.planner.rule.HysteresisBand;
import io.foretide.planner.rule.IdleSlots;
import io.foretide.planner.rule.KeyGroupAlignment;
import io.foretide.planner.rule.LoopBreaker;
import io.foretide.planner.rule.Pauses;
import io.foretide.planner.rule.Quarantines;
import io.foretide.planner.rule.RestartBudget;
import io.foretide.planner.rule.Rule;
import io.foretide.planner.rule.ScaleDownAgreement;
import io.foretide.planner.rule.ScaleUpTrial;
import io.foretide.planner.rule.ScaleUpsCanWait;
import io.foretide.planner.rule.SizedApart;
import io.foretide.planner.rule.StabilizationWindow;
import io.foretide.planner.rule.Standoff;
import io.foretide.planner.rule.StepLimit;
import io.foretide.planner.rule.UsableSlots;
import io.foretide.planner.rule.UsedSlots;
import java.util.List;
import java.util.stream.Stream;

/** The rules of a planner, in the order in which they are applied: those that propose, added ones, those that guard, a fleet. */
public final class Rules {
    private Rules() {}

    /** The rules that ship. */
    public static List<Rule> builtIn() {
        return with(Stream.of());
    }

    /**
     * The rules that ship and those that jars on the class path add, as {@link Rule} says. Looks at the class path: to be
     * called once, where a planner is made, not where one decides.
     *
     * @throws io.foretide.text.InputException if one of them cannot be made
     */
    public static List<Rule> installed() {
        return with(Extensions.of(Rule.class).stream());
    }

    /** What the rules, in order, leave of a proposal. */
    static Proposal applied(List<Rule> rules, Proposal proposal, PlanContext context) {
        Proposal left = proposal;
        for (Rule rule : rules) {
            left = rule.apply(left, context);
        }
        return left;
    }

    private static List<Rule> with(Stream<Rule> added) {
        return Stream.of(proposing(), added, guarding(), yielding())
                .flatMap(rules -> rules)
                .toList();
    }

    private static Stream<Rule> proposing() {
        return Stream.of(
                new HysteresisBand(),
                new ScaleUpsCanWait(),
                new UsableSlots(),
                new CappedVertices(),
                new HotSubtasks(),
                new IdleSlots(),
                new ScaleUpTrial(),
                new StabilizationWindow(),
                new ScaleDownAgreement(),
                new SizedApart(),
                new LoopBreaker(),
                new RestartBudget(),
                new StepLimit(),
                new KeyGroupAlignment());
    }

    private static Stream<Rule> guarding() {
        return Stream.of(
                new Quarantines(),
                new DiminishingReturns(),
                new Bounds(),
                new UsedSlots(),
                new ExcludedPeriods(),
                new Standoff(),
                new Cooldown(),
                new Pauses());
    }

    /** The fleet comes after all that a job decides for itself; what people ask for counts for a job that yields, too. */
    private static Stream<Rule> yielding() {
        return Stream.of(new FleetAllowance(), new ExcludedPeriods(), new Standoff(), new Pauses());
    }
}
