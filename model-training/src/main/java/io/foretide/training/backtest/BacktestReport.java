package io.foretide.training.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores of several models on the same origins of one load. Losses are in records/s.
 *
 * @param trace the load
 * @param step of the load
 * @param split which steps served what
 * @param origins forecasts that were scored, per model
 * @param bestNaive by horizon, the best of last-value, mean-15 and seasonal-naive on the validation part
 * @param models in the order asked for
 * @param notes what was not scored, and why
 */
public record BacktestReport(
        String trace,
        Duration step,
        Split split,
        int origins,
        Map<String, String> bestNaive,
        List<ModelScore> models,
        List<String> notes) {
    public BacktestReport {
        bestNaive = ordered(bestNaive);
        models = List.copyOf(models);
        notes = List.copyOf(notes);
    }

    /**
     * The parts of the load. Models choose on the validation part, calibrate on it and are then fitted on both; the test part
     * is only scored.
     */
    public record Split(Part train, Part validation, Part test) {}

    /** Steps from the one at {@code from} to the one before {@code to}. */
    public record Part(Instant from, Instant to, int steps) {}

    /**
     * Scores of one model.
     *
     * @param horizons by minutes ahead
     * @param max30 the largest load of the next 30 minutes
     * @param skill against the best naive model
     * @param trainSeconds fitting and calibrating
     * @param predictMillis the mean time of one forecast, made many at a time
     */
    public record ModelScore(
            String name,
            Map<String, Score> horizons,
            MaxScore max30,
            Skill skill,
            double trainSeconds,
            double predictMillis) {
        public ModelScore {
            horizons = ordered(horizons);
        }
    }

    /**
     * One horizon; the point forecast is the 0.5 quantile.
     *
     * @param wape sum of absolute errors divided by the sum of the load
     * @param mase mean absolute error divided by that of "as 24 hours before" on the training part (Hyndman and Koehler 2006)
     * @param pinball mean pinball loss by quantile level, records/s
     * @param coverage share of loads at or below the quantile, by its level
     * @param scored how many forecasts
     */
    public record Score(
            double wape, double mase, Map<String, Double> pinball, Map<String, Double> coverage, int scored) {
        public Score {
            pinball = ordered(pinball);
            coverage = ordered(coverage);
        }
    }

    /** The largest load of the horizon; fields as in {@link Score}. Scored where every step of the horizon was observed. */
    public record MaxScore(double wape, Map<String, Double> pinball, Map<String, Double> coverage, int scored) {
        public MaxScore {
            pinball = ordered(pinball);
            coverage = ordered(coverage);
        }
    }

    /**
     * The share of the error of the best naive model that a model saves; negative if it is worse.
     *
     * @param vsBestNaive the mean over the horizons
     * @param byHorizon for each horizon and for {@code max30}
     */
    public record Skill(double vsBestNaive, Map<String, Double> byHorizon) {
        public Skill {
            byHorizon = ordered(byHorizon);
        }
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
