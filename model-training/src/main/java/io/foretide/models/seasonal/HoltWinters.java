package io.foretide.models.seasonal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.text.Durations;
import io.foretide.training.DemandTransform;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Exponential smoothing with a damped trend and an additive season by local time, variance-stabilized (Holt 1957,
 * Winters 1960; the error correction form of Hyndman et al. 2008):
 *
 * <pre>
 * error(t)     = value(t) - expected(t) - season(t)
 * expected(t)  = level(t-1) + damping * trend(t-1)
 * level(t)     = expected(t) + a * error(t)
 * trend(t)     = damping * trend(t-1) + b * error(t)
 * season(t)    = season one season before + c * error(t)
 * forecast(h)  = level + (damping + ... + damping^h) * trend + season(h)
 * </pre>
 *
 * <p>The season is kept at points some minutes apart, a straight line between them. Immutable and thread-safe.
 *
 * @param zone local time of the season
 * @param recipe the transform and the paces a, b and c
 */
public record HoltWinters(ZoneId zone, Recipe recipe) implements ForecastModel {
    public static final String NAME = "holt-winters";

    /** The season follows errors slowly: with less it is not yet what it was where its pace was chosen. */
    private static final Duration SEASON_LEARNED = Duration.ofDays(84);

    /** Pace of a point of the season at its first visit; it falls with every visit until it is the recipe's. */
    private static final double FIRST_PACE_OF_SEASON = 0.3;

    /**
     * Shares of an error of one step that each state follows.
     *
     * @param transform after which errors have the same variance at every level
     * @param level 0-1
     * @param trend 0-1; 0 is none
     * @param damping 0-1, what is left of the trend after a step
     * @param season 0-1
     * @param days length of the season, 0 for none
     */
    public record Recipe(
            @JsonProperty("scale") DemandTransform transform,
            double level,
            double trend,
            double damping,
            double season,
            int days) {}

    @Override
    public void save(ModelFiles files) throws IOException {
        files.describe(NAME, this);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration history() {
        return recipe.days == 0 ? Duration.ofDays(1) : SEASON_LEARNED;
    }

    @Override
    public double[][] predict(FeatureWindow window, int[] origins) {
        DemandHistory history = new DemandHistory(window, zone);
        double[][] paths = new double[origins.length][];
        Integer[] order = new Integer[origins.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            history.last(origins[i]);
        }
        java.util.Arrays.sort(order, (a, b) -> Integer.compare(origins[a], origins[b]));
        State state = new State(history);
        for (int i : order) {
            state.goTo(origins[i]);
            paths[i] = recipe.transform.demand(state.path(history.ahead()));
        }
        return paths;
    }

    /** The states along a window. */
    private final class State {
        private static final Duration POINTS_APART = Duration.ofMinutes(10);

        private final DemandHistory history;
        private final double[] season;
        private final int[] visits;
        private final double pointSeconds;
        private int last = -1;
        private double level = Double.NaN;
        private double trend;
        private Instant offsetKnownUntil = Instant.MIN;
        private long offsetSeconds;

        State(DemandHistory history) {
            this.history = history;
            Duration step = history.steps().step();
            pointSeconds = Math.max((double) POINTS_APART.toSeconds(), Durations.seconds(step));
            int points = (int) Math.max(1, Math.round(recipe.days * 86_400 / pointSeconds));
            season = new double[points];
            visits = new int[points];
        }

        void goTo(int origin) {
            while (last < origin) {
                last++;
                step(recipe.transform.of(history.at(last)), position(last));
            }
        }

        private void step(double value, double position) {
            if (Double.isNaN(level)) {
                level = value;
                return;
            }
            double expected = level + recipe.damping * trend;
            trend *= recipe.damping;
            if (Double.isNaN(value)) {
                level = expected;
                return;
            }
            double error = value - expected - at(position);
            level = expected + recipe.level * error;
            trend += recipe.trend * error;
            if (recipe.days > 0) {
                int point = (int) Math.floor(position);
                learn(point, (1 - (position - point)) * error);
                learn(point + 1, (position - point) * error);
            }
        }

        /** The first visits count more: there is nothing else to go by. */
        private void learn(int point, double error) {
            int index = Math.floorMod(point, season.length);
            visits[index]++;
            season[index] += Math.max(recipe.season, FIRST_PACE_OF_SEASON / visits[index]) * error;
        }

        private double at(double position) {
            if (recipe.days == 0) {
                return 0;
            }
            int point = (int) Math.floor(position);
            double share = position - point;
            return (1 - share) * season[Math.floorMod(point, season.length)]
                    + share * season[Math.floorMod(point + 1, season.length)];
        }

        /** Where a step stands in the season, in points. */
        private double position(int index) {
            if (recipe.days == 0) {
                return 0;
            }
            Instant time = history.timeAt(index);
            if (!time.isBefore(offsetKnownUntil) || time.plusSeconds(3600).isBefore(offsetKnownUntil)) {
                // asking the calendar at every step is slow, and clocks change on the hour
                ZonedDateTime local = time.atZone(zone);
                offsetSeconds = local.getOffset().getTotalSeconds();
                offsetKnownUntil =
                        time.truncatedTo(java.time.temporal.ChronoUnit.HOURS).plusSeconds(3600);
            }
            long seconds = time.getEpochSecond() + offsetSeconds;
            return Math.floorMod(seconds, recipe.days * 86_400L) / pointSeconds;
        }

        double[] path(int ahead) {
            double[] path = new double[ahead];
            double sum = 0;
            double damped = trend;
            for (int h = 0; h < ahead; h++) {
                damped *= recipe.damping;
                sum += damped;
                path[h] = level + sum + at(position(last + h + 1));
            }
            return path;
        }
    }
}
