package io.foretide.models.seasonal;

import java.time.Duration;

/**
 * Days whose mean a profile is.
 *
 * @param days 1 for the same local time of past days, 7 for the same local weekday and time of past weeks
 * @param seasons at most this many of them
 * @param fewest a profile of fewer is missing
 * @param smoothing so many steps before and after count, too
 */
public record Season(int days, int seasons, int fewest, int smoothing) {
    /** The reference profile: the last four weeks, one of which is enough, step by step. */
    static final Season FOUR_WEEKS = new Season(7, 4, 1, 0);

    /** Time before a step that the profile reaches; more for a change of the clocks and for bridged gaps. */
    Duration reach(Duration step) {
        return Duration.ofDays((long) days * seasons).plusHours(3).plus(step.multipliedBy(smoothing));
    }
}
