package io.foretide.scaler.control;

import io.foretide.planner.decision.Adjustment;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.ScalingDecision.Hold;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds why nothing is changed where a person, and nobody else, can end it. */
final class EndableHold {
    /** Of rules that go by what people have set or asked for. */
    private static final Set<String> RULES = Set.of("standoff", "paused-up", "paused-down");

    /** What is meant, a plan or a mode, or another replica's. */
    private static final Set<String> NONE = Set.of("mode", "plan", "fenced-off");

    private EndableHold() {}

    static Optional<Cause> of(TickReport report) {
        return report.target()
                .flatMap(target -> target.overrides().hold())
                .filter(why -> !NONE.contains(why.id()))
                .or(() ->
                        report.target().flatMap(TargetSnapshot::whyRecommended).filter(why -> !NONE.contains(why.id())))
                .or(() -> byRule(report))
                .or(() -> Optional.<Cause>of(report.decision().cause())
                        .filter(cause ->
                                report.decision() instanceof Hold && cause.id().equals("pinned")));
    }

    /** The last rule alone counts: those before it have not kept the size. */
    private static Optional<Cause> byRule(TickReport report) {
        List<Adjustment> adjustments = report.decision().adjustments();
        if (!(report.decision() instanceof Hold) || adjustments.isEmpty()) {
            return Optional.empty();
        }
        Adjustment last = adjustments.get(adjustments.size() - 1);
        boolean isAtMost = last.rule().equals("bounds") && last.toTaskManagers() < last.fromTaskManagers();
        return Optional.of(last.cause()).filter(cause -> isAtMost || RULES.contains(cause.id()));
    }
}
