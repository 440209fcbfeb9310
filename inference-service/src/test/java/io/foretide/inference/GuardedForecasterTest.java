package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Horizon;
import io.foretide.models.LastValue;
import io.foretide.models.Mean15;
import io.foretide.models.ProfileLevel;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.ConformalCalibrator;
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

    private static Rung rung(ForecastModel model) {
        double[][] paths = new double[120][30];
        double[][] actual = new double[120][30];
        for (int i = 0; i < 120; i++) {
            Arrays.fill(paths[i], 100);
            Arrays.fill(actual[i], 70 + i / 2.0);
        }
        return new Rung(model.name() + "-1", model, ConformalCalibrator.fit(paths, actual));
    }

    @Test
    void theChampionServesWithItsVersion() {
        GuardedForecaster forecaster = new GuardedForecaster(
                Optional.of(rung(new Fixed("champion", Optional.of(120.0)))), List.of(new LastValue()));
        GuardedForecaster.Attempt attempt = forecaster.forecast(window(2000));
        assertThat(attempt.forecast()).hasValueSatisfying(forecast -> {
            assertThat(forecast.model()).isEqualTo("champion-1");
            assertThat(forecast.note()).isEmpty();
            assertThat(forecast.origin()).isEqualTo(window(2000).asOf());
        });
    }

    @Test
    void aSimplerModelStepsInAndSaysWhy() {
        GuardedForecaster forecaster = new GuardedForecaster(
                Optional.of(rung(new Fixed("champion", Optional.empty()))), List.of(new LastValue()));
        assertThat(forecaster.forecast(window(2000)).forecast()).hasValueSatisfying(forecast -> {
            assertThat(forecast.model()).isEqualTo("last-value");
            assertThat(forecast.note())
                    .isEqualTo("champion-1: needs a month of history; rung: last-value on 33 hours of history");
        });
    }

    @Test
    void withTooLittleHistoryThereIsNoForecastButReasons() {
        GuardedForecaster.Attempt attempt =
                new GuardedForecaster(Optional.empty(), List.of(new LastValue())).forecast(window(40));
        assertThat(attempt.forecast()).isEmpty();
        assertThat(attempt.reasons()).singleElement().asString().startsWith("last-value: ");
    }

    @Test
    void aYoungJobIsForecastByTheRungItHasTheHistoryFor() {
        GuardedForecaster ladder =
                new GuardedForecaster(Optional.empty(), List.of(new ProfileLevel(ZoneOffset.UTC), new Mean15()));
        assertThat(ladder.forecast(window(60)).forecast()).hasValueSatisfying(forecast -> {
            assertThat(forecast.model()).isEqualTo("mean-15");
            assertThat(forecast.note())
                    .isEqualTo("profile-level: 60 minutes of history, 2 days are needed;"
                            + " rung: mean-15 on 60 minutes of history");
        });
        assertThat(ladder.forecast(window(4000)).forecast())
                .hasValueSatisfying(forecast -> assertThat(forecast.model()).isEqualTo("profile-level"));
    }

    @Test
    void withoutAnyDemandThereIsNoForecastButReasons() {
        FeatureWindow empty = new FeatureWindow(T0, Duration.ofMinutes(1), 5, Map.of());
        GuardedForecaster.Attempt attempt =
                new GuardedForecaster(Optional.empty(), List.of(new Mean15())).forecast(empty);
        assertThat(attempt.reasons()).singleElement().asString().contains("is not in the window");
    }

    @Test
    void aPromotedModelServesAtOnce() {
        GuardedForecaster forecaster =
                new GuardedForecaster(Optional.of(rung(new Fixed("old", Optional.of(1.0)))), List.of());
        forecaster.promote(rung(new Fixed("new", Optional.of(2.0))));
        assertThat(forecaster.forecast(window(10)).forecast())
                .hasValueSatisfying(forecast -> assertThat(forecast.model()).isEqualTo("new-1"));
    }
}
