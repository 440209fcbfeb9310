package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFitter;
import io.foretide.training.PointForecast;
import io.foretide.training.RollingForecaster;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both networks, trained with little effort. */
class NetworksTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final FeatureWindow WEEKS = Synthetic.history(STEP, 12 * 288, 6);
    private static final int TRAIN_END = 9 * 288;

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "lstm-raw"})
    void forecastsUpToAnOriginStayTheSameWhateverComesAfter(String name) throws InterruptedException {
        int origin = TRAIN_END + 300;
        double[] demand = WEEKS.column(Features.DEMAND).toArray();
        Random random = new Random(8);
        for (int i = origin + 1; i < demand.length; i++) {
            demand[i] = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * 1e5;
        }

        List<Forecast> expected = forecasts(name, WEEKS, origin);

        assertThat(expected).hasSize(301 / 7 + 1);
        List<Forecast> others = forecasts(name, Synthetic.window(STEP, demand), origin);
        assertThat(others).hasSameSizeAs(expected);
        for (int i = 0; i < others.size(); i++) {
            // how many rows are multiplied at once decides about the last bits
            assertThat(numbers(others.get(i))).containsExactly(numbers(expected.get(i)), within(1e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "lstm-raw"})
    void fittingSeesNothingFromTheEndOfTheTrainingPartOn(String name) throws InterruptedException {
        double[] demand = WEEKS.column(Features.DEMAND).toArray();
        Arrays.fill(demand, TRAIN_END, demand.length, 1e5);
        int[] origins = {TRAIN_END - 100, TRAIN_END - 1};

        double[][] expected = fit(name, WEEKS).predict(WEEKS, origins);
        double[][] altered = fit(name, Synthetic.window(STEP, demand)).predict(WEEKS, origins);

        assertThat(altered).isDeepEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT1M, 5760, 30", "PT30M, 1440, 1"})
    void takesAnyStep(Duration step, int size, int ahead) throws InterruptedException {
        FeatureWindow window = Synthetic.history(step, size, 4);
        FitRequest request = FitRequest.of(window, size * 3 / 4, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);

        double[] path = fitter("lstm").fit(request).model().predict(window, new int[] {size - 1})[0];

        assertThat(path).hasSize(ahead);
        assertThat(Arrays.stream(path)).allMatch(value -> value > 1 && value < 400);
    }

    @Test
    void masksAStretchWithoutValues() throws InterruptedException {
        double[] demand = WEEKS.column(Features.DEMAND).toArray();
        Arrays.fill(demand, 10 * 288 - 9, 10 * 288 - 1, Double.NaN);

        double[] path = fit("lstm", WEEKS).predict(Synthetic.window(STEP, demand), new int[] {10 * 288})[0];

        assertThat(Arrays.stream(path)).allMatch(value -> value > 1 && value < 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "lstm-raw"})
    void manyWindowsAtOnceAreForecastAsEachByItself(String name) throws InterruptedException {
        ForecastModel model = fit(name, WEEKS);
        List<ForecastModel.Question> questions = IntStream.range(0, 5)
                .mapToObj(i -> new ForecastModel.Question(
                        WEEKS.slice(i * 20, TRAIN_END + i * 50), List.of(TRAIN_END - 40, TRAIN_END + i * 30 - 1)))
                .toList();

        List<List<PointForecast>> together = model.pointForecasts(questions);

        assertThat(together).hasSize(5);
        for (int i = 0; i < 5; i++) {
            ForecastModel.Question question = questions.get(i);
            List<PointForecast> alone = model.pointForecasts(question.window(), question.indices());
            assertThat(together.get(i)).hasSize(2);
            for (int origin = 0; origin < 2; origin++) {
                PointForecast expected = alone.get(origin);
                assertThat(together.get(i).get(origin).path()).containsExactly(expected.path(), within(1e-3));
                assertThat(together.get(i).get(origin).largest()).isCloseTo(expected.largest(), within(1e-3));
            }
        }
    }

    private static double[] numbers(Forecast forecast) {
        return forecast.paths().stream()
                .flatMapToDouble(path -> DoubleStream.concat(
                        IntStream.range(0, forecast.horizon().steps()).mapToDouble(path::at),
                        DoubleStream.of(path.max())))
                .toArray();
    }

    private static ModelFitter fitter(String name) {
        return new Models(Synthetic.LITTLE).fitter(name);
    }

    private static FitRequest request(FeatureWindow window) {
        return FitRequest.of(window, TRAIN_END, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);
    }

    private static ForecastModel fit(String name, FeatureWindow window) throws InterruptedException {
        return fitter(name).fit(request(window)).model();
    }

    private static List<Forecast> forecasts(String name, FeatureWindow window, int to) throws InterruptedException {
        RollingForecaster forecaster = RollingForecaster.fit(fitter(name), request(window), 7);
        List<Forecast> forecasts = new ArrayList<>();
        for (int origin = forecaster.firstOrigin(); origin <= to; origin += 7) {
            forecaster.at(origin).ifPresent(forecasts::add);
        }
        return forecasts;
    }
}
