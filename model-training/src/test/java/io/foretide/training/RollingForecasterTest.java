package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.forecast.Forecast;
import io.foretide.models.Models;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RollingForecasterTest {
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final FeatureWindow MONTH = Synthetic.history(STEP, 30 * 144, 6);
    private static final int AHEAD = 3;
    private static final int TRAIN_END = 21 * 144;

    /** The slowest fits are fast enough on this one. */
    private static final Duration LONG_STEP = Duration.ofMinutes(15);

    private static final FeatureWindow WEEKS = Synthetic.history(LONG_STEP, 12 * 96, 6);
    private static final int WEEKS_TRAIN_END = 8 * 96;

    /** All but the networks, which have a test of their own with little effort. */
    static List<String> names() {
        return Models.names().stream().filter(name -> !name.startsWith("lstm")).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void forecastsUpToAnOriginStayTheSameWhateverComesAfter(String name) throws InterruptedException {
        int origin = WEEKS_TRAIN_END + 200;
        double[] demand = WEEKS.column(Features.DEMAND).toArray();
        Random random = new Random(8);
        for (int i = origin + 1; i < demand.length; i++) {
            demand[i] = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * 1e5;
        }

        RollingForecaster altered = fit(name, Synthetic.window(LONG_STEP, demand), WEEKS_TRAIN_END);
        RollingForecaster cut = fit(name, WEEKS.slice(0, origin + 1), WEEKS_TRAIN_END);

        List<Forecast> forecasts = forecasts(cut, origin);
        assertThat(forecasts).hasSize(201 + 1);
        assertThat(forecasts(altered, origin)).isEqualTo(forecasts);
    }

    @Test
    void isTheSameWhenOnlySomeOriginsAreAskedFor() throws InterruptedException {
        RollingForecaster every = fit("ridge", MONTH);
        RollingForecaster few = fit("ridge", MONTH);
        for (int origin = every.firstOrigin(); origin < TRAIN_END + 400; origin++) {
            Optional<Forecast> forecast = every.at(origin);
            if (origin % 97 == 0) {
                assertThat(few.at(origin)).isEqualTo(forecast);
            }
        }
    }

    @Test
    void coversWhatItPromises() throws InterruptedException {
        RollingForecaster forecaster = fit("ridge", MONTH);
        double[] demand = MONTH.column(Features.DEMAND).toArray();
        int covered = 0;
        int maxima = 0;
        int count = 0;
        for (int origin = forecaster.firstOrigin(); origin + AHEAD < demand.length; origin++) {
            Forecast.Path path = forecaster.at(origin).orElseThrow().path(0.9);
            for (int h = 0; h < AHEAD; h++) {
                covered += demand[origin + h + 1] <= path.at(h) ? 1 : 0;
            }
            maxima +=
                    Arrays.stream(demand, origin + 1, origin + AHEAD + 1).max().orElseThrow() <= path.max() ? 1 : 0;
            count++;
        }

        assertThat((double) covered / AHEAD / count).isBetween(0.89, 0.91);
        assertThat((double) maxima / count).isBetween(0.885, 0.915);
    }

    @Test
    void hasNoForecastInALongGapAndGoesOnAfterIt() throws InterruptedException {
        double[] demand = MONTH.column(Features.DEMAND).toArray();
        Arrays.fill(demand, 10 * 144, 11 * 144, Double.NaN);
        Arrays.fill(demand, TRAIN_END + 100, TRAIN_END + 200, Double.NaN);
        for (int i = 0; i < demand.length; i += 5) {
            demand[i] = Double.NaN;
        }
        RollingForecaster forecaster = fit("ridge", Synthetic.window(STEP, demand));

        assertThat(forecaster.at(TRAIN_END + 99)).isPresent();
        assertThat(forecaster.at(TRAIN_END + 150)).isEmpty();
        assertThat(forecaster.at(TRAIN_END + 210)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"PT10S, 25920, 180", "PT1M, 12960, 30", "PT30M, 1440, 1"})
    void takesAnyStep(Duration step, int size, int ahead) throws InterruptedException {
        FeatureWindow window = Synthetic.history(step, size, 2);
        RollingForecaster forecaster = RollingForecaster.fit(
                Models.named("ridge"),
                FitRequest.of(window, size * 7 / 10, Synthetic.NEW_YORK, 1, TrainingProgress.NONE),
                1);

        Forecast forecast = forecaster.at(size - 1).orElseThrow();

        assertThat(forecaster.horizon().steps()).isEqualTo(ahead);
        assertThat(forecast.origin()).isEqualTo(window.asOf());
        assertThat(forecast.path(0.5).values()).hasSize(ahead).allMatch(value -> value > 1 && value < 400);
    }

    @Test
    void refusesToGoBack() throws InterruptedException {
        RollingForecaster forecaster = fit("last-value", MONTH);
        forecaster.at(TRAIN_END + 10);

        assertThatThrownBy(() -> forecaster.at(TRAIN_END + 9)).hasMessageContaining("ascending");
        assertThatThrownBy(() -> fit("last-value", MONTH).at(0)).hasMessageContaining("origin 0");
    }

    private static RollingForecaster fit(String name, FeatureWindow window) throws InterruptedException {
        return fit(name, window, TRAIN_END);
    }

    private static RollingForecaster fit(String name, FeatureWindow window, int trainEnd) throws InterruptedException {
        return RollingForecaster.fit(
                new Models(Synthetic.LITTLE).fitter(name),
                FitRequest.of(window, trainEnd, Synthetic.NEW_YORK, 1, TrainingProgress.NONE),
                1);
    }

    private static List<Forecast> forecasts(RollingForecaster forecaster, int to) {
        List<Forecast> forecasts = new ArrayList<>();
        for (int origin = forecaster.firstOrigin(); origin <= to; origin++) {
            forecaster.at(origin).ifPresent(forecasts::add);
        }
        return forecasts;
    }
}
