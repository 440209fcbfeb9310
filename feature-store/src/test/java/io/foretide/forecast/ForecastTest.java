package io.foretide.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
    private static final Instant T0 = Instant.parse("2001-06-01T00:00:00Z");
    private static final Horizon THREE = new Horizon(Duration.ofMinutes(1), 3);

    @Test
    void liftsWhatCrossesOrIsNegative() {
        Forecast forecast = forecast(
                Forecast.Path.of(0.9, new double[] {5, 1, 7}, 6), new Forecast.Path(0.5, List.of(-1.0, 4.0, 6.0), 2));

        assertThat(forecast.path(0.5).values()).containsExactly(0.0, 4.0, 6.0);
        assertThat(forecast.path(0.9).values()).containsExactly(5.0, 4.0, 7.0);
        assertThat(forecast.path(0.5).max()).isEqualTo(6);
        assertThat(forecast.path(0.9).max()).isEqualTo(7);
    }

    @Test
    void isEqualToOneOfPlainLists() {
        Forecast compact = forecast(Forecast.Path.of(0.5, new double[] {1, 2, 3}, 4));
        Forecast plain = forecast(new Forecast.Path(0.5, List.of(1.0, 2.0, 3.0), 4));

        assertThat(compact).isEqualTo(plain).hasSameHashCodeAs(plain);
    }

    @Test
    void keepsNothingOfTheCallersArray() {
        double[] values = {1, 2, 3};
        Forecast forecast = forecast(Forecast.Path.of(0.5, values, 4));
        values[0] = 99;

        assertThat(forecast.path(0.5).at(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 60, 5", "30, 90, 5", "61, 120, 1", "61, 121, 7", "180, 999, 7", "-60, 0, 5"})
    void peaksBetweenTwoInstants(long from, long to, double expected) {
        Forecast forecast = forecast(Forecast.Path.of(0.9, new double[] {5, 1, 7}, 8));

        assertThat(forecast.peak(0.9, T0.plusSeconds(from), T0.plusSeconds(to))).isEqualTo(expected);
    }

    @Test
    void takesTheNextHigherLevelOrTheHighest() {
        Forecast forecast = forecast(
                Forecast.Path.of(0.5, new double[] {1, 1, 1}, 1), Forecast.Path.of(0.9, new double[] {2, 2, 2}, 2));

        assertThat(forecast.path(0.5).level()).isEqualTo(0.5);
        assertThat(forecast.path(0.7).level()).isEqualTo(0.9);
        assertThat(forecast.path(0.99).level()).isEqualTo(0.9);
    }

    @Test
    void refusesAnotherNumberOfStepsAndWhatIsNoNumber() {
        assertThatThrownBy(() -> forecast(Forecast.Path.of(0.5, new double[] {1, 2}, 2)))
                .hasMessageContaining("2 steps")
                .hasMessageContaining("3 are needed");
        assertThatThrownBy(() -> forecast(Forecast.Path.of(0.5, new double[] {1, Double.NaN, 2}, 2)))
                .hasMessageContaining("NaN at step 2");
    }

    @ParameterizedTest
    @CsvSource({"PT10S, 180", "PT1M, 30", "PT5M, 6", "PT7M, 4", "PT30M, 1"})
    void horizonIsThirtyMinutesOfAnyStep(Duration step, int steps) {
        assertThat(Horizon.of(step)).isEqualTo(new Horizon(step, steps));
    }

    @ParameterizedTest
    @CsvSource({"PT9S", "PT31M"})
    void horizonRefusesOtherSteps(Duration step) {
        assertThatThrownBy(() -> Horizon.of(step)).hasMessageContaining(step.toString());
    }

    private static Forecast forecast(Forecast.Path... paths) {
        return new Forecast(T0, THREE, List.of(paths), "m", "");
    }
}
