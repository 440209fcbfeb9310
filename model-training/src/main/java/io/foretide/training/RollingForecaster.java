package io.foretide.training;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.models.Models;
import io.foretide.models.NoiseOfLevel;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts of one model along a recorded series, as a service would have made them: fitted once on the training part,
 * calibrated at every origin with everything known by then and nothing later.
 *
 * <p>Goes forward only: origins are asked for in ascending order. Medians are predicted in chunks, forecasts are built when
 * asked for. Not thread-safe.
 */
public final class RollingForecaster {
    private static final int SMALLEST_CHUNK = 4096;

    private final String name;
    private final FeatureWindow window;
    private final int trainEnd;
    private final int firstHeldOut;
    private final FittedModel fitted;
    private final Horizon horizon;
    private final double[] demand;
    private final int recent;
    private final RollingConformal conformal;
    private final double trainSeconds;
    private double[] @Nullable [] chunk = new double[0][];
    private int chunkFrom;
    private int last;

    private RollingForecaster(FitRequest request, ModelFitter fitter) throws InterruptedException {
        long start = System.nanoTime();
        name = fitter.name();
        window = request.window();
        trainEnd = request.trainEnd();
        horizon = Horizon.of(window.step());
        recent = request.steps().recent();
        demand = window.column(Features.DEMAND).toArray();
        fitted = fitter.fit(request);
        conformal = new RollingConformal(horizon, NoiseOfLevel.scale(demand, request.validationFrom()));
        firstHeldOut = request.validationFrom();
        last = firstHeldOut - 1;
        trainSeconds = (System.nanoTime() - start) / 1e9;
    }

    /**
     * Fits and calibrates a model on the steps before {@code trainEnd}.
     *
     * @param modelName one of {@link Models#names}
     * @param window at least the demand, at any step from 10 s to 30 minutes
     * @param trainEnd the model is fitted on the steps before; the last third of them is its validation part
     * @param zone local time of profiles and calendar
     * @throws IllegalArgumentException if the name is unknown or the steps before {@code trainEnd} are too few
     * @throws InterruptedException if the thread is interrupted
     */
    public static RollingForecaster fit(
            String modelName, FeatureWindow window, int trainEnd, ZoneId zone, long seed, TrainingProgress progress)
            throws InterruptedException {
        return new RollingForecaster(FitRequest.of(window, trainEnd, zone, seed, progress), Models.named(modelName));
    }

    /** The name of the model. */
    public String model() {
        return name;
    }

    public Horizon horizon() {
        return horizon;
    }

    /** How long fitting took. */
    public double trainSeconds() {
        return trainSeconds;
    }

    /**
     * The first origin of the validation part: from here to {@link #firstOrigin} forecasts come from a model that was fitted
     * before it, and the first of them are empty, as nothing is calibrated yet.
     */
    public int firstHeldOut() {
        return firstHeldOut;
    }

    /** The first origin of the model that was fitted on the whole training part: its last step. */
    public int firstOrigin() {
        return trainEnd - 1;
    }

    /**
     * The forecast from an origin, an index into the window; empty where there is no recent demand or no calibration yet.
     *
     * @throws IllegalArgumentException if the origin is before {@link #firstHeldOut}, before one asked for earlier, or after
     *     the window
     */
    public Optional<Forecast> at(int origin) {
        if (origin < firstHeldOut || origin < last || origin >= window.size()) {
            throw new IllegalArgumentException("origin " + origin + ": " + Math.max(firstHeldOut, last) + " to "
                    + (window.size() - 1) + " is allowed, in ascending order");
        }
        goTo(origin);
        return conformal.forecast(window.timeAt(origin), name, "");
    }

    private void goTo(int origin) {
        while (last < origin) {
            last++;
            conformal.advance(demand[last], path(last));
        }
    }

    private double @Nullable [] path(int origin) {
        boolean served = chunkFrom < trainEnd - 1 && origin >= trainEnd - 1;
        if (origin >= chunkFrom + chunk.length || served) {
            chunk = predict(origin);
            chunkFrom = origin;
        }
        return chunk[origin - chunkFrom];
    }

    /** The paths from an origin on, as far as one chunk goes. */
    private double[] @Nullable [] predict(int from) {
        boolean held = from < trainEnd - 1;
        ForecastModel model = held ? fitted.heldOut() : fitted.model();
        int reach = (int) model.history().dividedBy(window.step()) + 1;
        int size = Math.max(SMALLEST_CHUNK, reach / 2);
        int to = Math.min(from + size, held ? trainEnd - 1 : window.size());
        int first = Math.max(0, from - reach);
        int[] origins = IntStream.range(from, to)
                .filter(this::hasRecentDemand)
                .map(origin -> origin - first)
                .toArray();
        double[][] paths = model.predict(window.slice(first, to), origins);
        double[] @Nullable [] all = new double[to - from][];
        for (int i = 0; i < origins.length; i++) {
            all[origins[i] + first - from] = paths[i];
        }
        return all;
    }

    private boolean hasRecentDemand(int origin) {
        for (int i = origin; i > origin - recent && i >= 0; i--) {
            if (!Double.isNaN(demand[i])) {
                return true;
            }
        }
        return false;
    }
}
