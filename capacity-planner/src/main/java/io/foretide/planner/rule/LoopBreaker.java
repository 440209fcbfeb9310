package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause;
import io.foretide.planner.learned.Rescaled;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Breaks rescale loops: after up and down in turns, three times within an hour, nothing is scaled down for an hour. */
public final class LoopBreaker implements Rule {
    /** A job whose load really turns that often is better left large. */
    private static final Duration LOOP_SPAN = Duration.ofHours(1);
    /** Once up and down is a peak, twice is a loop. */
    private static final int LOOP_RESCALES = 3;

    @Override
    public String name() {
        return "loop breaker";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        if (proposal.taskManagers() >= current
                || !isLoop(context.state().history().recent(), context.now())) {
            return proposal;
        }
        return proposal.adjusted(name(), current, RuleCause.Plain.LOOP);
    }

    private static boolean isLoop(List<Rescaled> recent, Instant now) {
        int from = recent.size() - LOOP_RESCALES;
        if (from < 0
                || recent.get(recent.size() - 1).at().isBefore(now.minus(LOOP_SPAN))
                || Durations.isLonger(
                        Duration.between(
                                recent.get(from).at(),
                                recent.get(recent.size() - 1).at()),
                        LOOP_SPAN)) {
            return false;
        }
        for (int i = from + 1; i < recent.size(); i++) {
            if (recent.get(i).isUp() == recent.get(i - 1).isUp()) {
                return false;
            }
        }
        return true;
    }
}
