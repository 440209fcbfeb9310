package io.foretide.whatif.tune;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.text.Check;

/**
 * What is searched.
 *
 * @param base settings whose strategy and its numbers are searched, and whose objective counts
 * @param limits of the search
 * @param candidates simulations of a goal, at most
 */
public record SearchPlan(PlannerSettings base, SearchLimits limits, int candidates) {
    /** The guesses, and a few steps from the best. */
    private static final int LEAST_CANDIDATES = 30;

    private static final int MOST_CANDIDATES = 10_000;

    /**
     * @throws IllegalArgumentException if the candidates are fewer than {@value #LEAST_CANDIDATES} or more than
     *     {@value #MOST_CANDIDATES}
     */
    public SearchPlan {
        Check.that(
                candidates >= LEAST_CANDIDATES && candidates <= MOST_CANDIDATES,
                "candidates",
                candidates,
                LEAST_CANDIDATES + " to " + MOST_CANDIDATES);
    }
}
