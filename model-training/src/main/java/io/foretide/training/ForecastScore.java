package io.foretide.training;

import java.util.Map;
import java.util.TreeMap;

/**
 * How good the forecasts of one model were over many origins.
 *
 * @param model who made them
 * @param origins how many were scored
 * @param steps minutes ahead to the score of that single step; the point forecast is the path before calibration
 * @param max30 the largest value of the next 30 minutes
 */
public record ForecastScore(String model, int origins, Map<Integer, Step> steps, Max max30) {
    public ForecastScore {
        steps = java.util.Collections.unmodifiableMap(new TreeMap<>(steps));
    }

    /**
     * One step ahead.
     *
     * @param mae mean absolute error, records/s
     * @param wape sum of absolute errors divided by the sum of demand
     * @param mase mean absolute error divided by that of "as yesterday" on the training part (Hyndman and Koehler 2006)
     * @param pinball mean pinball loss by quantile level, records/s
     * @param coverage share of actual values at or below the quantile, by its level
     */
    public record Step(
            double mae, double wape, double mase, Map<String, Double> pinball, Map<String, Double> coverage) {
        public Step {
            pinball = java.util.Collections.unmodifiableMap(new TreeMap<>(pinball));
            coverage = java.util.Collections.unmodifiableMap(new TreeMap<>(coverage));
        }
    }

    /**
     * The maximum of the horizon.
     *
     * @param wape of the largest point forecast
     * @param pinball95 mean pinball loss of the 0.95 quantile, records/s
     * @param coverage95 share of maxima at or below the 0.95 quantile
     */
    public record Max(double wape, double pinball95, double coverage95) {}

    /** The score of a number of minutes ahead. */
    public Step step(int minutes) {
        Step step = steps.get(minutes);
        if (step == null) {
            throw new IllegalArgumentException("no score " + minutes + " minutes ahead; there are " + steps.keySet());
        }
        return step;
    }

    /** The mean WAPE over the scored steps, by which models are ranked. */
    public double meanWape() {
        return steps.values().stream().mapToDouble(Step::wape).average().orElseThrow();
    }
}
