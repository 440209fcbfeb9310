package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scores forecasts as their outcomes come: those of the champion, of the shadow and of a baseline, made at the same origins. The
 * loss is the pinball loss, the mean over all quantiles, steps and the largest load of the horizon. Not thread-safe.
 */
final class LiveEvaluation {
    /** Whose forecast. */
    enum Role {
        CHAMPION,
        SHADOW,
        BASELINE
    }

    private static final Duration SCORES_KEPT = Duration.ofDays(1);
    private static final double COVERAGE_LEVEL = 0.95;

    private final Deque<Map<Role, Forecast>> pending = new ArrayDeque<>();
    private final Deque<Scored> scored = new ArrayDeque<>();

    /**
     * Score of one forecast.
     *
     * @param pinball records/s
     * @param covered share of the loads at or below the 0.95 quantile
     */
    private record Outcome(double pinball, double covered) {}

    private record Scored(Instant origin, Map<Role, Outcome> outcomes) {}

    /**
     * Scores of one role beside another at the origins where both were scored.
     *
     * @param origins how many
     * @param span from the first of them to the last
     * @param pinball mean loss, records/s
     * @param beside mean loss of the other, records/s
     * @param covered share of the loads at or below the 0.95 quantile
     */
    record Standing(int origins, Duration span, double pinball, double beside, double covered) {
        /** Below 1 is better than the other. */
        double ratio() {
            return beside > 0 ? pinball / beside : pinball > 0 ? Double.POSITIVE_INFINITY : 1;
        }
    }

    /** Takes the forecasts of one origin. */
    void made(Map<Role, Forecast> forecasts) {
        if (!forecasts.isEmpty()) {
            pending.add(new EnumMap<>(forecasts));
        }
    }

    /** Scores every forecast whose horizon is over by the end of a window, and forgets those that are too old. */
    void known(FeatureWindow window) {
        while (!pending.isEmpty()) {
            Forecast any = pending.element().values().iterator().next();
            if (any.origin().plus(any.horizon().length()).isAfter(window.asOf())) {
                break;
            }
            Map<Role, Outcome> outcomes = new EnumMap<>(Role.class);
            pending.remove()
                    .forEach((role, forecast) ->
                            outcome(forecast, window).ifPresent(outcome -> outcomes.put(role, outcome)));
            scored.add(new Scored(any.origin(), outcomes));
        }
        while (!scored.isEmpty()
                && scored.element().origin.isBefore(window.asOf().minus(SCORES_KEPT))) {
            scored.remove();
        }
    }

    /** Forgets a role: another model plays it from now on. */
    void forget(Role role) {
        pending.forEach(forecasts -> forecasts.remove(role));
        pending.removeIf(Map::isEmpty);
        scored.forEach(one -> one.outcomes.remove(role));
    }

    /** Scores of a role beside another over the newest origins; empty if there is none where both were scored. */
    Optional<Standing> standing(Role role, Role other, Duration over) {
        if (scored.isEmpty()) {
            return Optional.empty();
        }
        Instant from = scored.getLast().origin.minus(over);
        Instant first = from;
        Instant last = from;
        int origins = 0;
        double pinball = 0;
        double beside = 0;
        double covered = 0;
        for (Scored one : scored) {
            Outcome mine = one.outcomes.get(role);
            Outcome others = one.outcomes.get(other);
            if (mine != null && others != null && one.origin.isAfter(from)) {
                first = origins++ == 0 ? one.origin : first;
                last = one.origin;
                pinball += mine.pinball;
                beside += others.pinball;
                covered += mine.covered;
            }
        }
        return origins == 0
                ? Optional.empty()
                : Optional.of(new Standing(
                        origins,
                        Duration.between(first, last),
                        pinball / origins,
                        beside / origins,
                        covered / origins));
    }

    /** Empty if nothing of the horizon was observed. */
    private static Optional<Outcome> outcome(Forecast forecast, FeatureWindow window) {
        TimeSeries demand = window.column(Features.DEMAND);
        long origin = Duration.between(window.start(), forecast.origin()).dividedBy(window.step());
        double sum = 0;
        int count = 0;
        int covered = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int h = 1; h <= forecast.horizon().steps(); h++) {
            long index = origin + h;
            if (index >= 0 && index < demand.size() && !demand.isMissing((int) index)) {
                double actual = demand.value((int) index);
                largest = Math.max(largest, actual);
                for (Forecast.Path path : forecast.paths()) {
                    sum += Forecast.pinball(path.level(), actual, path.at(h - 1));
                }
                count++;
                covered += actual <= forecast.path(COVERAGE_LEVEL).at(h - 1) ? 1 : 0;
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        double ofMax = 0;
        for (Forecast.Path path : forecast.paths()) {
            ofMax += Forecast.pinball(path.level(), largest, path.max());
        }
        int quantiles = forecast.paths().size();
        return Optional.of(new Outcome((sum / count + ofMax) / 2 / quantiles, (double) covered / count));
    }
}
