package io.foretide.inference;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.ForecastModel;
import io.foretide.training.PointForecast;
import io.foretide.training.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How far off forecasts of the last hours were, of the steps that came by the end of a window. Immutable. */
final class RecentErrors {
    private static final Duration LAST = Duration.ofHours(6);
    private static final Duration SPACING = Duration.ofMinutes(10);

    /** Of a young history a third: of what comes before, models that are fitted have learned. */
    private static final int SHARE = 3;

    private final FeatureWindow window;
    private final double[] demand;

    RecentErrors(FeatureWindow window) {
        this.window = window;
        demand = window.column(Features.DEMAND).toArray();
    }

    /**
     * The mean absolute error; infinite if nothing came.
     *
     * @param heldOut whose forecasts from before it was fitted count
     * @param model whose forecasts from then on count
     */
    double of(ForecastModel heldOut, ForecastModel model, Instant fittedAt) {
        Steps steps = new Steps(window.step());
        int first = demand.length - 1 - Math.min(steps.in(LAST), demand.length / SHARE);
        int[] origins = IntStream.iterate(demand.length - 2, i -> i >= first, i -> i - steps.in(SPACING))
                .filter(i -> i >= 0 && steps.hasRecent(demand, i))
                .toArray();
        Sum sum = new Sum();
        sum.add(
                heldOut,
                Arrays.stream(origins)
                        .filter(i -> window.timeAt(i).isBefore(fittedAt))
                        .toArray());
        sum.add(
                model,
                Arrays.stream(origins)
                        .filter(i -> !window.timeAt(i).isBefore(fittedAt))
                        .toArray());
        return sum.count == 0 ? Double.POSITIVE_INFINITY : sum.errors / sum.count;
    }

    /** Errors so far. */
    private final class Sum {
        private double errors;
        private long count;

        void add(ForecastModel model, int[] origins) {
            List<PointForecast> forecasts = origins.length == 0 ? List.of() : model.pointForecasts(window, origins);
            for (int i = 0; i < origins.length; i++) {
                double[] path = forecasts.get(i).path();
                for (int h = 0; h < path.length && origins[i] + h + 1 < demand.length; h++) {
                    double error = Math.abs(demand[origins[i] + h + 1] - path[h]);
                    errors += Double.isNaN(error) ? 0 : error;
                    count += Double.isNaN(error) ? 0 : 1;
                }
            }
        }
    }
}
