package io.foretide.planner.decision;

import io.foretide.planner.learned.ErrorBudget;
import io.foretide.text.Rounded;
import java.time.Instant;

/**
 * How much of the {@link ErrorBudget} is used, and how fast. A burn rate of 1 uses the budget up just when the period is over.
 *
 * @param violatedMinutes beyond the objective, of the last 30 days
 * @param allowedMinutes of those seen in them, the tolerated share
 * @param burnRateHour share of the last hour beyond the objective / the tolerated share
 * @param burnRateDay the same of the last day
 */
public record BudgetUse(double violatedMinutes, double allowedMinutes, double burnRateHour, double burnRateDay) {
    private static final double LEAST = 0.1;

    /** The use of a budget, of an objective that {@code sloShare} of the minutes should keep. */
    public static BudgetUse of(ErrorBudget budget, double sloShare, Instant now) {
        double tolerated = 1 - sloShare;
        ErrorBudget.Span month = budget.seen(ErrorBudget.PERIOD, now);
        return new BudgetUse(
                month.violated(),
                tolerated * month.minutes(),
                burnRate(budget.seen(ErrorBudget.SHORT_WINDOW, now), tolerated),
                burnRate(budget.seen(ErrorBudget.LONG_WINDOW, now), tolerated));
    }

    private static double burnRate(ErrorBudget.Span seen, double tolerated) {
        return seen.minutes() == 0 ? 0 : seen.violated() / seen.minutes() / tolerated;
    }

    /** So few of a young job's minutes are known that what they allow rounds to nothing. */
    private String allowed() {
        return allowedMinutes < LEAST ? "less than " + LEAST : Rounded.tenths(allowedMinutes);
    }

    /** One sentence for a person. */
    public String sentence() {
        return Rounded.tenths(violatedMinutes) + " of " + allowed() + " minutes used in 30 days; burns at "
                + Rounded.tenths(burnRateHour) + " times the allowed rate in the last hour, "
                + Rounded.tenths(burnRateDay) + " in the last day.";
    }
}
