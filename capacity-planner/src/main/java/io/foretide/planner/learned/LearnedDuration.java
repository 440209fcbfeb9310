package io.foretide.planner.learned;

import io.foretide.text.Check;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A time that is learned from what was observed, such as the lead time (decision until the new capacity processes) or the
 * restart time (nothing is processed).
 *
 * <p>Planned for is the second largest of the last {@value #MAX_OBSERVATIONS} observations: late capacity costs more than early
 * capacity, and a single freak should not rule for ever. Until there are three observations the prior counts too.
 *
 * @param prior what is believed before anything was observed
 * @param observed the last observations, oldest first
 */
public record LearnedDuration(Duration prior, List<Duration> observed) {
    /** Rescales of some days: a cluster that has become faster or slower is followed within them. */
    private static final int MAX_OBSERVATIONS = 12;
    /** The second largest of fewer is as good as the least. */
    private static final int OBSERVATIONS_WITHOUT_PRIOR = 3;

    /** No start takes longer; what does was timed by a clock that was set. */
    private static final Duration MAX = Duration.ofDays(7);

    /** What is longer cannot be calculated with, whoever remembers it. */
    private static final Duration COUNTABLE = Duration.ofDays(10_000);

    public LearnedDuration {
        observed = List.copyOf(observed);
        Check.that(isWithin(prior, COUNTABLE), "time", prior, "0 s to " + COUNTABLE);
        observed.forEach(time -> Check.that(isWithin(time, COUNTABLE), "time", time, "0 s to " + COUNTABLE));
    }

    private static boolean isWithin(Duration time, Duration most) {
        return !time.isNegative() && !Durations.isLonger(time, most);
    }

    /** Nothing observed yet. */
    public static LearnedDuration startingFrom(Duration prior) {
        return new LearnedDuration(prior, List.of());
    }

    /** The belief after one more observation; one that cannot be is none. */
    public LearnedDuration observe(Duration time) {
        if (!isWithin(time, MAX)) {
            return this;
        }
        List<Duration> next = new ArrayList<>(observed);
        next.add(time);
        return new LearnedDuration(prior, next.subList(Math.max(0, next.size() - MAX_OBSERVATIONS), next.size()));
    }

    /** The time to plan with. */
    public Duration estimate() {
        if (observed.isEmpty()) {
            return prior;
        }
        boolean few = observed.size() < OBSERVATIONS_WITHOUT_PRIOR;
        Duration largest = few ? prior : Duration.ZERO;
        Duration second = Duration.ZERO;
        for (Duration time : observed) {
            if (Durations.isLonger(time, largest)) {
                second = largest;
                largest = time;
            } else if (Durations.isLonger(time, second)) {
                second = time;
            }
        }
        return few ? largest : second;
    }
}
