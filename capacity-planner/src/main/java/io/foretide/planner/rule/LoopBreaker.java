package io.foretide.planner.rule;

import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Proposal;
import io.foretide.planner.decision.RuleCause;
import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.settings.LoopSettings;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Breaks rescale loops: after several rescales up and down in turns within a time, nothing is scaled down for that time. */
public final class LoopBreaker implements Rule {
    @Override
    public String name() {
        return "loop breaker";
    }

    @Override
    public Proposal apply(Proposal proposal, PlanContext context) {
        int current = context.state().taskManagers();
        if (proposal.taskManagers() >= current
                || !isLoop(
                        context.state().history().recent(),
                        context.settings().tuning().loop(),
                        context.now())) {
            return proposal;
        }
        return proposal.adjusted(name(), current, RuleCause.Plain.LOOP);
    }

    private static boolean isLoop(List<Rescaled> recent, LoopSettings loop, Instant now) {
        int from = recent.size() - loop.rescales();
        if (from < 0
                || recent.get(recent.size() - 1).at().isBefore(now.minus(loop.span()))
                || Durations.isLonger(
                        Duration.between(
                                recent.get(from).at(),
                                recent.get(recent.size() - 1).at()),
                        loop.span())) {
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
