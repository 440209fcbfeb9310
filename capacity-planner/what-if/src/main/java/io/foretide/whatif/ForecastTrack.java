package io.foretide.whatif;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.models.Models;
import io.foretide.training.FitRequest;
import io.foretide.training.RollingForecaster;
import io.foretide.training.TrainingProgress;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.ForecastHistory;
import io.foretide.whatif.setup.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The forecasts that a service would have had in every step of a {@link EvaluationSplit}, made once and used by many policies. Kept as
 * single-precision numbers, as half a year of minutes holds tens of millions of them. Immutable and thread-safe.
 */
public final class ForecastTrack implements ForecastHistory {
    private static final int PROGRESS_EVERY = 512;

    private final String model;
    private final double trainSeconds;
    private final double forecastSeconds;
    private final Instant firstOrigin;
    private final Duration step;
    private final Horizon horizon;
    private final double[] levels;
    private final float[] @Nullable [] packed;

    private ForecastTrack(RollingForecaster made, Setup setup, TrainingProgress progress) {
        long begun = System.nanoTime();
        EvaluationSplit split = setup.split();
        model = made.model();
        trainSeconds = made.trainSeconds();
        horizon = made.horizon();
        step = setup.load().step();
        int first = split.warmUpFrom() - 1;
        firstOrigin = setup.load().window().timeAt(first);
        packed = new float[split.to() - split.warmUpFrom()][];
        double[] known = new double[0];
        for (int i = 0; i < packed.length; i++) {
            Optional<Forecast> forecast = made.at(first + i);
            if (forecast.isPresent()) {
                packed[i] = pack(forecast.get());
                known = known.length > 0 ? known : levels(forecast.get());
            }
            if (i % PROGRESS_EVERY == 0) {
                progress.report("forecasts", i, packed.length, begun);
            }
        }
        levels = known;
        forecastSeconds = (System.nanoTime() - begun) / 1e9;
    }

    /**
     * Fits a model on the training part and lets it forecast from every step in which policies act.
     *
     * @throws IllegalArgumentException if there is no such model or the training part is too short for it
     * @throws InterruptedException if the thread is interrupted
     */
    public static ForecastTrack make(String model, Setup setup, TrainingProgress progress) throws InterruptedException {
        progress.report("training " + model, 0, 1, System.nanoTime());
        FitRequest request = FitRequest.of(
                setup.load().window(), setup.split().trainEnd(), setup.load().zone(), setup.seed(), progress);
        RollingForecaster made = RollingForecaster.fit(Models.named(model), request, 1);
        return new ForecastTrack(made, setup, progress);
    }

    public String model() {
        return model;
    }

    /** Time that fitting took. */
    public double trainSeconds() {
        return trainSeconds;
    }

    /** Time that all forecasts took. */
    public double forecastSeconds() {
        return forecastSeconds;
    }

    @Override
    public Instant since() {
        return firstOrigin.plus(step);
    }

    @Override
    public Function<Instant, Optional<Forecast>> newest() {
        return new Newest(this);
    }

    @Override
    public Function<Instant, Optional<Forecast>> newest(Instant from, Instant to) {
        int first = index(from);
        List<Optional<Forecast>> all =
                IntStream.rangeClosed(first, index(to)).mapToObj(this::unpacked).toList();
        return now -> all.get(index(now) - first);
    }

    private static double[] levels(Forecast forecast) {
        return forecast.paths().stream().mapToDouble(Forecast.Path::level).toArray();
    }

    private static float[] pack(Forecast forecast) {
        int steps = forecast.horizon().steps();
        float[] values = new float[forecast.paths().size() * (steps + 1)];
        int next = 0;
        for (Forecast.Path path : forecast.paths()) {
            for (int i = 0; i < steps; i++) {
                values[next++] = (float) path.at(i);
            }
            values[next++] = (float) path.max();
        }
        return values;
    }

    private int index(Instant now) {
        // by long: Duration divides by BigDecimal, which takes longer than the planner
        long since = now.toEpochMilli() - firstOrigin.toEpochMilli();
        return (int) Math.min(packed.length - 1, since / step.toMillis() - 1);
    }

    private Optional<Forecast> unpacked(int index) {
        float[] values = packed[index];
        if (values == null) {
            return Optional.empty();
        }
        List<Forecast.Path> paths = new ArrayList<>(levels.length);
        int next = 0;
        for (double level : levels) {
            double[] path = new double[horizon.steps()];
            for (int i = 0; i < path.length; i++) {
                path[i] = values[next++];
            }
            paths.add(Forecast.Path.of(level, path, values[next++]));
        }
        return Optional.of(new Forecast(firstOrigin.plusMillis(step.toMillis() * index), horizon, paths, model, ""));
    }

    /** Remembers the forecast unpacked last, as it is asked for several times within a step. */
    private static final class Newest implements Function<Instant, Optional<Forecast>> {
        private final ForecastTrack track;
        private int index = -1;
        private Optional<Forecast> forecast = Optional.empty();

        Newest(ForecastTrack track) {
            this.track = track;
        }

        @Override
        public Optional<Forecast> apply(Instant now) {
            int wanted = track.index(now);
            if (wanted != index) {
                index = wanted;
                forecast = track.unpacked(wanted);
            }
            return forecast;
        }
    }
}
