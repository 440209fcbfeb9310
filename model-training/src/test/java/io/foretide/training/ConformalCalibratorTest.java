package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformalCalibratorTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.25, 0.5, 0.9, 0.95, 0.99})
    void coversItsLevelOnNewOriginsForStepsAndMaximum(double level) {
        Random random = new Random(5);
        double[][] predicted = predicted(4000, random);
        double[][] actual = noisy(predicted, random);
        ConformalCalibrator calibrator =
                ConformalCalibrator.fit(Arrays.copyOf(predicted, 2000), Arrays.copyOf(actual, 2000));

        int first = 0;
        int last = 0;
        int max = 0;
        for (int i = 2000; i < 4000; i++) {
            Forecast.Path path =
                    calibrator.apply(Synthetic.START, predicted[i], "m", "").path(level);
            first += actual[i][0] <= path.values().get(0) ? 1 : 0;
            last += actual[i][29] <= path.values().get(29) ? 1 : 0;
            max += ConformalCalibrator.largest(actual[i]) <= path.max() ? 1 : 0;
        }

        assertThat(first / 2000.0).isCloseTo(level, within(0.025));
        assertThat(last / 2000.0).isCloseTo(level, within(0.025));
        assertThat(max / 2000.0).isCloseTo(level, within(0.025));
    }

    @Test
    void takesTheFiniteSampleOrderStatistic() {
        // Residuals 1 to 199 over a forecast of 1: ceil(200 * 0.95) = 190, floor(200 * 0.05) = 10.
        double[][] predicted = new double[199][30];
        double[][] actual = new double[199][30];
        for (int i = 0; i < 199; i++) {
            Arrays.fill(predicted[i], 100);
            Arrays.fill(actual[i], 100 + 10 * (i + 1));
        }

        ConformalCalibrator calibrator = ConformalCalibrator.fit(predicted, actual);

        assertThat(calibrator.max().get(ConformalCalibrator.LEVELS.indexOf(0.95)))
                .isEqualTo(190);
        assertThat(calibrator.max().get(ConformalCalibrator.LEVELS.indexOf(0.05)))
                .isEqualTo(10);
    }

    @Test
    void isWiderWhereTheForecastIsLarger() {
        Random random = new Random(6);
        double[][] predicted = predicted(500, random);
        ConformalCalibrator calibrator = ConformalCalibrator.fit(predicted, noisy(predicted, random));

        assertThat(width(calibrator, 400)).isCloseTo(2 * width(calibrator, 100), within(1e-9));
    }

    @Test
    void isTheSameAfterJson() throws Exception {
        Random random = new Random(6);
        double[][] predicted = predicted(200, random);
        ConformalCalibrator calibrator = ConformalCalibrator.fit(predicted, noisy(predicted, random));

        String json = ModelJson.MAPPER.writeValueAsString(calibrator);

        assertThat(ModelJson.MAPPER.readValue(json, ConformalCalibrator.class)).isEqualTo(calibrator);
    }

    @Test
    void refusesTooFewOriginsAndWhatIsNoNumber() {
        assertThatThrownBy(() -> ConformalCalibrator.fit(new double[98][30], new double[98][30]))
                .hasMessageContaining("98")
                .hasMessageContaining("99");
        double[][] predicted = predicted(200, new Random(1));
        double[][] actual = predicted(200, new Random(1));
        actual[5][5] = Double.NaN;
        assertThatThrownBy(() -> ConformalCalibrator.fit(predicted, actual)).hasMessageContaining("NaN");
    }

    private static double width(ConformalCalibrator calibrator, double demand) {
        double[] path = new double[30];
        Arrays.fill(path, demand);
        return calibrator
                        .apply(Synthetic.START, path, "m", "")
                        .path(0.95)
                        .values()
                        .get(9)
                - demand;
    }

    private static double[][] predicted(int count, Random random) {
        double[][] predicted = new double[count][30];
        for (double[] path : predicted) {
            Arrays.fill(path, 50 + 500 * random.nextDouble());
        }
        return predicted;
    }

    private static double[][] noisy(double[][] predicted, Random random) {
        double[][] actual = new double[predicted.length][30];
        for (int i = 0; i < actual.length; i++) {
            for (int h = 0; h < 30; h++) {
                actual[i][h] = predicted[i][h] + random.nextGaussian() * Math.sqrt(predicted[i][h]) * (1 + h / 10.0);
            }
        }
        return actual;
    }
}
