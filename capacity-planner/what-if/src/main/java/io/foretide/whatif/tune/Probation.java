package io.foretide.whatif.tune;

import io.foretide.planner.learned.ErrorBudget;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;

/** The way back from settings that were adopted: what did well on the past may do badly on what comes. Pure. */
public final class Probation {
    private static final Duration WEEK = Duration.ofDays(7);

    private Probation() {}

    /**
     * Whether, since they were adopted and within the last week, more minutes missed the objective than a whole week may: of what is
     * tolerated, or of what the settings before came to if that was more. Of minutes, hours and days that began before they were adopted, which
     * the budget remembers as a whole, nothing counts.
     *
     * @param budget as the job was seen
     * @param sloShare share of the minutes that should keep the objective
     * @param before what the settings before came to on the part held out
     */
    public static boolean isFailed(ErrorBudget budget, double sloShare, Figures before, Instant adopted, Instant now) {
        Duration served = Duration.between(adopted, now);
        double mayMiss = Math.max(1 - sloShare, before.violationShare()) * WEEK.toMinutes();
        return budget.seen(Durations.isLonger(served, WEEK) ? WEEK : served, now)
                        .violated()
                > mayMiss;
    }
}
