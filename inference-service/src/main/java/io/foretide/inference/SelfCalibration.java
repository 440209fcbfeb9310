package io.foretide.inference;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.models.NoiseOfLevel;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.ForecastModel;
import io.foretide.training.Median;
import io.foretide.training.RollingConformal;
import io.foretide.training.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A forecast of an untrained model, calibrated along the last days of the window it is made from: it needs no fitting, so all of
 * it is held out. About an hour of one-minute steps is enough to begin with.
 */
final class SelfCalibration {
    private static final Duration LONGEST = Duration.ofDays(3);

    private SelfCalibration() {}

    /** The forecast as of the window's end; empty if too few errors are known yet. */
    static Optional<Forecast> forecast(ForecastModel model, FeatureWindow window, String note) {
        Steps steps = new Steps(window.step());
        double[] demand = window.column(Features.DEMAND).toArray();
        int last = demand.length - 1;
        int first = Math.max(0, last - steps.in(LONGEST));
        int[] origins = IntStream.rangeClosed(first, last)
                .filter(origin -> origin == last || hasRecent(demand, origin, steps.recent()))
                .toArray();
        List<Median> medians = model.medians(window, origins);
        RollingConformal conformal =
                new RollingConformal(Horizon.of(window.step()), NoiseOfLevel.scale(demand, demand.length), 1);
        int next = 0;
        for (int index = first; index <= last; index++) {
            boolean made = origins[next] == index;
            conformal.advance(demand[index], made ? medians.get(next) : null);
            next += made ? 1 : 0;
        }
        return conformal.forecast(window.asOf(), model.name(), note);
    }

    private static boolean hasRecent(double[] demand, int origin, int steps) {
        return IntStream.rangeClosed(Math.max(0, origin - steps + 1), origin).anyMatch(i -> !Double.isNaN(demand[i]));
    }
}
