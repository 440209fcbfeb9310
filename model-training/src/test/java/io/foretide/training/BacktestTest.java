package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestTest {
    private final TrainingSet set = new TrainingSet(Synthetic.history(20, 1));
    private final Backtest backtest = new Backtest(set, 7);

    @Test
    void scoresAConstantErrorAsWhatItIs() throws InterruptedException {
        ForecastModel model = shifted("two-too-high", 2);

        ForecastScore score = backtest.test(model, backtest.calibrate(shifted("right", 0)));

        int[] origins = set.origins(set.test(), 7);
        double demand = 0;
        for (int origin : origins) {
            demand += set.window().column(Features.DEMAND).value(origin + 15);
        }
        assertThat(score.origins()).isEqualTo(origins.length);
        assertThat(score.step(15).mae()).isCloseTo(2, within(1e-9));
        assertThat(score.step(15).wape()).isCloseTo(2 * origins.length / demand, within(1e-9));
        assertThat(score.step(15).pinball().get("0.5")).isCloseTo(1, within(1e-9));
        assertThat(score.step(15).pinball().get("0.95")).isCloseTo(0.1, within(1e-9));
        assertThat(score.step(15).coverage().get("0.9")).isEqualTo(1);
        assertThat(score.max30().coverage95()).isEqualTo(1);
    }

    @Test
    void calibrationTakesAConstantErrorAway() throws InterruptedException {
        ForecastModel model = shifted("two-too-low", -2);

        ForecastScore score = backtest.test(model, backtest.calibrate(model));

        assertThat(score.step(30).mae()).isCloseTo(2, within(1e-9));
        assertThat(score.step(30).pinball().get("0.5")).isLessThan(0.5);
    }

    @Test
    void skillIsTheShareOfTheBestNaiveErrorSaved() throws InterruptedException {
        ConformalCalibrator calibrator = backtest.calibrate(shifted("right", 0));
        Leaderboard board = new Leaderboard(
                List.of(
                        backtest.test(shifted("worse-naive", 8), calibrator),
                        backtest.test(shifted("naive", 4), calibrator),
                        backtest.test(shifted("model", 1), calibrator)),
                List.of("naive", "worse-naive"));

        assertThat(board.skill("model", 5)).isCloseTo(0.75, within(1e-9));
        assertThat(board.skill("worse-naive", 5)).isCloseTo(-1, within(1e-9));
        assertThat(board.scores().get(0).model()).isEqualTo("model");
        assertThat(board.table()).contains("model").contains("75.0");
    }

    @Test
    void refusesDataInWhichNothingChanges() {
        TrainingSet constant = new TrainingSet(Synthetic.window(Map.of(Features.DEMAND, new double[5000])));

        assertThatThrownBy(() -> new Backtest(constant, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("differs from the day before");
    }

    /** A model that knows the future and is wrong by a constant. */
    private static ForecastModel shifted(String name, double error) {
        return new ForecastModel() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration history() {
                return Duration.ZERO;
            }

            @Override
            public double[][] predict(FeatureWindow window, int[] origins) {
                double[] demand = window.column(Features.DEMAND).toArray();
                double[][] paths = new double[origins.length][30];
                for (int i = 0; i < origins.length; i++) {
                    for (int h = 0; h < 30; h++) {
                        paths[i][h] = demand[origins[i] + h + 1] + error;
                    }
                }
                return paths;
            }
        };
    }
}
