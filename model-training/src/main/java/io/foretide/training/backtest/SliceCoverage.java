package io.foretide.training.backtest;

import io.foretide.forecast.Forecast;
import io.foretide.models.recurring.BurstSearch;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.FitRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts how often loads stay at or below the quantiles that were forecast for them, by slice: every step of the horizon, and the largest
 * load within it, which belongs to a slice if one of its steps does. Not thread-safe.
 */
public final class SliceCoverage implements ForecastSink {
    private final FeatureWindow window;
    private final double[] demand;
    private final SliceMarks marks;
    private final Map<String, Map<Slice, Sums>> models = new LinkedHashMap<>();

    SliceCoverage(FitRequest request, Optional<BurstSearch.Found> bursts) {
        window = request.window();
        demand = window.column(Features.DEMAND).toArray();
        marks = new SliceMarks(request, bursts);
    }

    /**
     * Coverage of a model in a slice.
     *
     * @param steps all steps of the horizon
     * @param max30 the largest load of the next 30 minutes
     */
    public record Score(String model, String slice, Outcomes steps, Outcomes max30) {}

    /**
     * Outcomes of forecasts.
     *
     * @param scored how many are known
     * @param coverage by quantile level, the share of them at or below the quantile; empty if none is known
     */
    public record Outcomes(int scored, Map<String, Double> coverage) {
        public Outcomes {
            coverage = Collections.unmodifiableMap(new LinkedHashMap<>(coverage));
        }

        private static Outcomes of(ErrorSums sums) {
            return new Outcomes(sums.count(), sums.count() == 0 ? Map.of() : sums.coverage());
        }
    }

    private static final class Sums {
        final ErrorSums steps = new ErrorSums();
        final ErrorSums max = new ErrorSums();
    }

    @Override
    public void accept(Forecast forecast, int[] steps) {
        int origin = (int) Duration.between(window.start(), forecast.origin()).dividedBy(window.step());
        int ahead = forecast.horizon().steps();
        double largest = Double.NEGATIVE_INFINITY;
        for (int h = 1; h <= ahead; h++) {
            // NaN if one of the two is
            largest = Math.max(largest, demand[origin + h]);
        }
        Map<Slice, Sums> slices = models.computeIfAbsent(forecast.model(), name -> empty());
        for (Map.Entry<Slice, Sums> slice : slices.entrySet()) {
            add(slice.getValue().steps, slice.getKey(), origin, forecast);
            if (!Double.isNaN(largest) && marks.hasAny(slice.getKey(), origin, ahead)) {
                slice.getValue().max.add(largest, forecast, Forecast.Path::max);
            }
        }
    }

    private void add(ErrorSums sums, Slice slice, int origin, Forecast forecast) {
        for (int h = 1; h <= forecast.horizon().steps(); h++) {
            double actual = demand[origin + h];
            int index = h - 1;
            if (!Double.isNaN(actual) && marks.has(slice, origin, h)) {
                sums.add(actual, forecast, path -> path.at(index));
            }
        }
    }

    private static Map<Slice, Sums> empty() {
        Map<Slice, Sums> slices = new EnumMap<>(Slice.class);
        for (Slice slice : Slice.values()) {
            slices.put(slice, new Sums());
        }
        return slices;
    }

    /** Every model and slice, also of slices without an outcome. */
    public List<Score> scores() {
        List<Score> scores = new ArrayList<>();
        models.forEach((model, slices) -> slices.forEach((slice, sums) ->
                scores.add(new Score(model, slice.toString(), Outcomes.of(sums.steps), Outcomes.of(sums.max)))));
        return scores;
    }
}
