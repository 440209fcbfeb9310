package io.foretide.inference;

import io.foretide.models.Models;
import io.foretide.series.Features;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The models of a job without a trained one, those first that did best lately: of those that the history suffices for, by their mean absolute
 * errors of the last hours. Looked at anew every hour, and whenever the history has doubled. Thread-safe.
 */
final class Ladder {
    private static final Duration RANKED_EVERY = Duration.ofHours(1);

    private final List<FallbackModel> rungs;
    private List<FallbackModel> ranked;
    private Instant rankedAt = Instant.MIN;
    private Duration rankedOn = Duration.ZERO;

    /** @param rungs in the order that counts while nothing is known of their errors */
    Ladder(List<FallbackModel> rungs) {
        this.rungs = List.copyOf(rungs);
        ranked = this.rungs;
    }

    /** All there are; local time of profiles is that of a zone. */
    static List<FallbackModel> all(ZoneId zone) {
        return List.of(
                new FallbackModel(Models.named("ridge"), Duration.ofDays(14), zone),
                new FallbackModel(Models.asItShips(), Duration.ofHours(1), zone),
                new FallbackModel(Models.named("profile-level"), Duration.ofDays(2), zone),
                new FallbackModel(Models.named("seasonal-naive"), Duration.ofDays(1), zone),
                new FallbackModel(Models.named("mean-15"), Duration.ZERO, zone),
                new FallbackModel(Models.named("last-value"), Duration.ZERO, zone));
    }

    /** The rungs in the order that counts while nothing is known of their errors. */
    List<FallbackModel> inOrder() {
        return rungs;
    }

    /** The rungs, the one to be asked first before the others. */
    synchronized List<FallbackModel> ranked(JobHistory history) {
        if (history.demand().find(Features.DEMAND).isEmpty()) {
            return ranked;
        }
        Duration length = history.length();
        Instant now = history.demand().asOf();
        boolean doubled = !Durations.isShorter(length, rankedOn.multipliedBy(2));
        if (doubled || !rankedAt.plus(RANKED_EVERY).isAfter(now)) {
            Map<FallbackModel, Double> errors = new HashMap<>();
            for (FallbackModel rung : rungs) {
                errors.put(rung, rung.recentError(history));
            }
            List<FallbackModel> order = new ArrayList<>(rungs);
            // stable: rungs of which nothing is known stay in their order, after the others
            order.sort(Comparator.comparing(errors::get));
            ranked = order;
            rankedAt = now;
            rankedOn = length;
        }
        return ranked;
    }
}
