package io.foretide.planner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from a decision to scale up until the new capacity processes, learned from observed starts.
 *
 * <p>Planned for is the second largest of the last {@value #KEPT} starts: late capacity costs more than early capacity,
 * and a single freak start should not rule for ever. Until there are three starts the prior counts too.
 *
 * @param prior what is believed before anything was observed
 * @param observed the last starts, oldest first
 */
public record LeadTimeModel(Duration prior, List<Duration> observed) {
    private static final int KEPT = 12;
    private static final int ENOUGH = 3;

    public LeadTimeModel {
        observed = List.copyOf(observed);
    }

    /** A model that has seen nothing yet. */
    public static LeadTimeModel startingFrom(Duration prior) {
        return new LeadTimeModel(prior, List.of());
    }

    /** The model after one more start. */
    public LeadTimeModel observe(Duration leadTime) {
        List<Duration> next = new ArrayList<>(observed);
        next.add(leadTime);
        return new LeadTimeModel(prior, next.subList(Math.max(0, next.size() - KEPT), next.size()));
    }

    /** The lead time to plan with. */
    public Duration estimate() {
        List<Duration> candidates = new ArrayList<>(observed);
        if (observed.size() < ENOUGH) {
            candidates.add(prior);
        }
        candidates.sort(null);
        return candidates.get(observed.size() < ENOUGH ? candidates.size() - 1 : candidates.size() - 2);
    }
}
