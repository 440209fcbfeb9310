package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.CalibratedModel;
import io.foretide.training.ForecastModel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardedForecasterTest {
    private static final Instant T0 = Instant.parse("2001-06-01T00:00:00Z");

    /** Always the same path, or always the same failure. */
    private record Fixed(String name, Optional<Double> value) implements ForecastModel {
        @Override
        public Duration history() {
            return Duration.ZERO;
        }

        @Override
        public double[][] predict(FeatureWindow window, int[] origins) {
            double[][] paths = new double[origins.length][Horizon.DEFAULT.steps()];
            Arrays.stream(paths)
                    .forEach(path -> Arrays.fill(
                            path, value.orElseThrow(() -> new IllegalArgumentException("needs a month of history"))));
            return paths;
        }
    }

    private static FeatureWindow window(int minutes) {
        double[] demand = new double[minutes];
        for (int i = 0; i < minutes; i++) {
            demand[i] = 100 + 10 * Math.sin(i / 60.0);
        }
        return new FeatureWindow(
                T0,
                Duration.ofMinutes(1),
                minutes,
                Map.of(Features.DEMAND, TimeSeries.ofObserved(T0, Duration.ofMinutes(1), demand)));
    }

    private static ServedModel served(ForecastModel model) {
        return new ServedModel(model.name() + "-1", Optional.empty(), CalibratedModel.untried(model, window(2000)));
    }

    private static Ladder fallbacks(String... names) {
        return new Ladder(Ladder.all(ZoneOffset.UTC).stream()
                .filter(fallback -> List.of(names).contains(fallback.name()))
                .toList());
    }

    @Test
    void theChampionServesWithItsVersion() {
        GuardedForecaster forecaster = new GuardedForecaster(
                Optional.of(served(new Fixed("champion", Optional.of(120.0)))), fallbacks("last-value"));
        GuardedForecaster.Attempt attempt = forecaster.forecast(JobHistory.of(window(2000)));
        assertThat(attempt.forecast()).hasValueSatisfying(forecast -> {
            assertThat(forecast.model()).isEqualTo("champion-1");
            assertThat(forecast.note()).isEmpty();
            assertThat(forecast.origin()).isEqualTo(window(2000).asOf());
        });
    }

    @Test
    void aSimplerModelStepsInAndSaysWhy() {
        GuardedForecaster forecaster = new GuardedForecaster(
                Optional.of(served(new Fixed("champion", Optional.empty()))), fallbacks("last-value"));
        assertThat(forecaster.forecast(JobHistory.of(window(2000))).forecast()).hasValueSatisfying(forecast -> {
            assertThat(forecast.model()).isEqualTo("last-value");
            assertThat(forecast.note())
                    .isEqualTo("champion-1: needs a month of history; fallback: last-value on 33 hours of history");
        });
    }

    @Test
    void withTooLittleHistoryThereIsNoForecastButReasons() {
        GuardedForecaster.Attempt attempt =
                new GuardedForecaster(Optional.empty(), fallbacks("last-value")).forecast(JobHistory.of(window(40)));
        assertThat(attempt.forecast()).isEmpty();
        assertThat(attempt.reasons()).singleElement().asString().startsWith("last-value: ");
    }

    @Test
    void aYoungJobIsForecastFromItsFirstHourOn() {
        GuardedForecaster.Attempt attempt = new GuardedForecaster(
                        Optional.empty(), new Ladder(Ladder.all(ZoneOffset.UTC)))
                .forecast(JobHistory.of(window(60)));
        assertThat(attempt.forecast()).hasValueSatisfying(forecast -> {
            assertThat(forecast.model()).isIn("lstm", "mean-15", "last-value");
            assertThat(forecast.note()).isEqualTo("fallback: " + forecast.model() + " on 60 minutes of history");
        });
    }

    @Test
    void withoutAnyDemandThereIsNoForecastButReasons() {
        FeatureWindow empty = new FeatureWindow(T0, Duration.ofMinutes(1), 5, Map.of());
        GuardedForecaster.Attempt attempt =
                new GuardedForecaster(Optional.empty(), fallbacks("mean-15")).forecast(JobHistory.of(empty));
        assertThat(attempt.reasons()).singleElement().asString().contains("is not in the window");
    }

    @Test
    void aPromotedModelServesAtOnce() {
        GuardedForecaster forecaster =
                new GuardedForecaster(Optional.of(served(new Fixed("old", Optional.of(1.0)))), fallbacks());
        forecaster.serve(Optional.of(served(new Fixed("new", Optional.of(2.0)))));
        assertThat(forecaster.forecast(JobHistory.of(window(2000))).forecast())
                .hasValueSatisfying(forecast -> assertThat(forecast.model()).isEqualTo("new-1"));
    }
}
