package io.foretide.training;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chooses between models by their mean absolute error on the validation part of a request. Immutable. */
public final class Validation {
    /** Neighbouring origins say nearly the same; more of them only make every candidate slower. */
    private static final int MAX_ORIGINS = 1500;

    /** Share of the error that further inputs must save; less than that on one validation part is taken for chance. */
    private static final double MIN_GAIN_OF_MORE_INPUTS = 0.005;

    private final FeatureWindow window;
    private final double[] demand;
    private final int[] origins;
    private final int ahead;

    public Validation(FitRequest request) {
        // nothing at or after the end of the training part may be seen
        window = request.window().slice(0, request.trainEnd());
        demand = window.column(Features.DEMAND).toArray();
        ahead = Horizon.of(window.step()).steps();
        Steps steps = request.steps();
        int length = request.trainEnd() - request.validationFrom();
        int stride = Math.max(1, length / MAX_ORIGINS);
        origins = IntStream.iterate(request.validationFrom(), o -> o + ahead < request.trainEnd(), o -> o + stride)
                .filter(o -> steps.hasRecent(demand, o))
                .toArray();
    }

    int[] origins() {
        return origins;
    }

    /** The candidate with the smallest error; the first of equals. */
    public <M extends ForecastModel> M best(List<M> candidates) {
        return candidates.stream().min(Comparator.comparingDouble(this::error)).orElseThrow();
    }

    /** Whether an error is enough smaller than that of a simpler model to be worth more inputs. */
    public static boolean isWorthMoreInputs(double error, double ofSimpler) {
        return error < (1 - MIN_GAIN_OF_MORE_INPUTS) * ofSimpler;
    }

    /** Mean absolute error over all steps ahead whose demand is known; 0 if none is. */
    public double error(ForecastModel model) {
        double[][] paths = model.predict(window, origins);
        double sum = 0;
        long count = 0;
        for (int i = 0; i < origins.length; i++) {
            for (int h = 0; h < ahead; h++) {
                double error = Math.abs(demand[origins[i] + h + 1] - paths[i][h]);
                if (!Double.isNaN(error)) {
                    sum += error;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** The models, which memoize their forecasts on this part: many candidates ask for the same. */
    public Map<String, ForecastModel> memoized(Map<String, ForecastModel> models) {
        Map<String, ForecastModel> memoized = new LinkedHashMap<>();
        models.forEach((name, model) -> memoized.put(name, new MemoizedModel(model)));
        return memoized;
    }

    /** Not thread-safe. Serves one window only. */
    private final class MemoizedModel implements ForecastModel {
        private final ForecastModel model;
        private final @Nullable PointForecast[] forecasts = new PointForecast[window.size()];

        MemoizedModel(ForecastModel model) {
            this.model = model;
        }

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public Duration history() {
            return model.history();
        }

        @Override
        public double[][] predict(FeatureWindow requested, int[] at) {
            return PointForecast.paths(pointForecasts(requested, at));
        }

        @Override
        public List<PointForecast> pointForecasts(FeatureWindow requested, int[] at) {
            if (requested != window) {
                throw new IllegalArgumentException("only the window of the validation part is memoized");
            }
            int[] missing =
                    IntStream.of(at).filter(origin -> forecasts[origin] == null).toArray();
            List<PointForecast> more = missing.length == 0 ? List.of() : model.pointForecasts(window, missing);
            for (int i = 0; i < missing.length; i++) {
                forecasts[missing[i]] = more.get(i);
            }
            return IntStream.of(at)
                    .mapToObj(origin -> Objects.requireNonNull(forecasts[origin]))
                    .toList();
        }
    }
}
