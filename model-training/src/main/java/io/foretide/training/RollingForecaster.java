package io.foretide.training;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.util.List;
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
    private static final int MIN_CHUNK = 4096;

    private final String name;
    private final FeatureWindow window;
    private final int trainEnd;
    private final int firstHeldOut;
    private final int stride;
    private final FittedModel fitted;
    private final Horizon horizon;
    private final double[] demand;
    private final Steps steps;
    private RollingConformal conformal;
    private Optional<RollingConformal> withBands;
    private final double trainSeconds;
    private final TrainingProgress progress;
    private @Nullable PointForecast[] chunk = new PointForecast[0];
    private int chunkFrom;
    private int phaseFrom;
    private long phaseStart;
    private int last;
    private long predicted;
    private long predictNanos;

    private RollingForecaster(FitRequest request, ModelFitter fitter, int stride) throws InterruptedException {
        long start = System.nanoTime();
        this.stride = stride;
        name = fitter.name();
        window = request.window();
        trainEnd = request.trainEnd();
        progress = request.progress();
        horizon = Horizon.of(window.step());
        steps = request.steps();
        demand = window.column(Features.DEMAND).toArray();
        fitted = fitter.fit(request);
        DemandTransform transform = fitted.heldOut().noise(window, request.validationFrom());
        conformal = new RollingConformal(horizon, transform, stride, false);
        withBands = Optional.of(new RollingConformal(horizon, transform, stride, true));
        firstHeldOut = Math.max(request.validationFrom(), trainEnd - steps.in(CalibratedModel.MEMORY));
        last = firstHeldOut - 1;
        chunkFrom = firstHeldOut;
        trainSeconds = (System.nanoTime() - start) / 1e9;
    }

    /**
     * Fits and calibrates a model, with a forecast every {@code stride} steps from the last step of the training part on.
     *
     * @throws IllegalArgumentException if the steps of the training part are too few for the model
     * @throws InterruptedException if the thread is interrupted
     */
    public static RollingForecaster fit(ModelFitter fitter, FitRequest request, int stride)
            throws InterruptedException {
        return new RollingForecaster(request, fitter, stride);
    }

    /** The fitted model with what its intervals have learned up to the origin asked for last. */
    public CalibratedModel calibrated() {
        return new CalibratedModel(fitted.model(), conformal.learned(window.timeAt(last)));
    }

    /** The name of the model. */
    public String model() {
        return name;
    }

    /** Features that the model looks at beside the time. */
    public List<String> features() {
        return fitted.model().features();
    }

    public Horizon horizon() {
        return horizon;
    }

    /** Time that fitting took. */
    public double trainSeconds() {
        return trainSeconds;
    }

    /** The mean time of a prediction after the training part, predicted in chunks; 0 before the first. */
    public double predictMillis() {
        return predicted == 0 ? 0 : predictNanos / 1e6 / predicted;
    }

    /**
     * The first origin of the calibration: from here to {@link #firstOrigin} forecasts come from a model that was fitted on
     * what lies before the validation part, and the first of them are empty, as nothing is calibrated yet.
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
     * @throws IllegalArgumentException if the origin is before {@link #firstHeldOut}, not a multiple of the stride after it,
     *     before one asked for earlier, or after the window
     */
    public Optional<Forecast> at(int origin) {
        if (origin < firstHeldOut || origin < last || origin >= window.size()) {
            throw new IllegalArgumentException("origin " + origin + ": must be " + Math.max(firstHeldOut, last) + " to "
                    + (window.size() - 1) + ", in ascending order");
        }
        if (!isOrigin(origin)) {
            throw new IllegalArgumentException(
                    "origin " + origin + ": only every " + stride + " steps from " + firstOrigin() + " there is one");
        }
        goTo(origin);
        return conformal.forecast(window.timeAt(origin), name, "");
    }

    private boolean isOrigin(int index) {
        return Math.floorMod(index - firstOrigin(), stride) == 0;
    }

    private void goTo(int origin) {
        while (last < origin) {
            last++;
            PointForecast next = pointForecast(last);
            if (next != null && next.band().isEmpty()) {
                withBands = Optional.empty(); // it has none
            }
            if (last == trainEnd - 1) {
                choose();
            }
            conformal.advance(demand[last], next);
            withBands.ifPresent(other -> other.advance(demand[last], next));
        }
    }

    /** By what was seen of the validation part, intervals listen to the model's own bands or not. */
    private void choose() {
        conformal = withBands.filter(other -> other.loss() < conformal.loss()).orElse(conformal);
        withBands = Optional.empty();
    }

    private @Nullable PointForecast pointForecast(int origin) {
        boolean served = chunkFrom < trainEnd - 1 && origin >= trainEnd - 1;
        if (origin >= chunkFrom + chunk.length || served) {
            if (served || chunk.length == 0) {
                phaseFrom = origin;
                phaseStart = System.nanoTime();
            }
            chunk = predict(origin);
            chunkFrom = origin;
        }
        return chunk[origin - chunkFrom];
    }

    /** The point forecasts from an origin on, as far as one chunk goes. */
    private @Nullable PointForecast[] predict(int from) {
        long start = System.nanoTime();
        boolean held = from < trainEnd - 1;
        ForecastModel model = held ? fitted.heldOut() : fitted.model();
        int reach = (int) model.history().dividedBy(window.step()) + 1;
        int size = Math.max(MIN_CHUNK, reach / 2);
        int to = Math.min(from + size, held ? trainEnd - 1 : window.size());
        int first = Math.max(0, from - reach);
        int[] origins = IntStream.range(from, to)
                .filter(this::isOrigin)
                .filter(origin -> steps.hasRecent(demand, origin))
                .map(origin -> origin - first)
                .toArray();
        List<PointForecast> forecasts = model.pointForecasts(window.slice(first, to), origins);
        @Nullable PointForecast[] all = new PointForecast[to - from];
        for (int i = 0; i < origins.length; i++) {
            all[origins[i] + first - from] = forecasts.get(i);
        }
        if (!held) {
            predicted += origins.length;
            predictNanos += System.nanoTime() - start;
        }
        int end = held ? trainEnd - 1 : window.size();
        progress.report(name + (held ? ": calibrating" : ": forecasting"), to - phaseFrom, end - phaseFrom, phaseStart);
        return all;
    }
}
