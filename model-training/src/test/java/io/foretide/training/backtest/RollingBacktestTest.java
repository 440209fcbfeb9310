package io.foretide.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RollingBacktestTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final double SHARE = 0.75;
    private static final FeatureWindow WEEKS = Synthetic.history(STEP, 16 * 288, 6);

    @Test
    void givesTheScoresThatTheForecastsHave() throws Exception {
        double[] demand = demandWithGaps();
        FeatureWindow window = Synthetic.window(STEP, demand);
        List<Forecast> forecasts = new ArrayList<>();

        BacktestReport report = backtest(window, settings(List.of("profile-level"), STEP))
                .run((forecast, steps) -> forecasts.add(forecast));

        double error = 0;
        double load = 0;
        double pinball = 0;
        int covered = 0;
        int count = 0;
        for (Forecast forecast : forecasts) {
            int origin =
                    (int) Duration.between(window.start(), forecast.origin()).dividedBy(STEP);
            double actual = demand[origin + 3];
            if (!Double.isNaN(actual)) {
                double above = actual - forecast.path(0.9).at(2);
                error += Math.abs(actual - forecast.path(0.5).at(2));
                load += actual;
                pinball += above > 0 ? 0.9 * above : -0.1 * above;
                covered += above <= 0 ? 1 : 0;
                count++;
            }
        }
        BacktestReport.Score score = report.models().get(0).horizons().get("15");
        assertThat(report.origins()).isEqualTo(forecasts.size()).isGreaterThan(count);
        assertThat(score.scored()).isEqualTo(count);
        assertThat(score.wape()).isCloseTo(error / load, within(1e-12));
        assertThat(score.pinball().get("0.9")).isCloseTo(pinball / count, within(1e-9));
        assertThat(score.coverage().get("0.9")).isEqualTo((double) covered / count);
    }

    @Test
    void aScoreThatIsNotDefinedIsADashInTheTable() throws Exception {
        double[] nothing = new double[WEEKS.size()];

        BacktestReport report = backtest(Synthetic.window(STEP, nothing), settings(List.of("last-value"), STEP))
                .run(ForecastSink.NONE);

        assertThat(BacktestTable.of(report))
                .contains(" - ")
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
    }

    @Test
    void scoresTheMaximumWhereAllOfTheHorizonWasObserved() throws Exception {
        double[] demand = demandWithGaps();
        List<Forecast> forecasts = new ArrayList<>();
        FeatureWindow window = Synthetic.window(STEP, demand);

        BacktestReport report = backtest(window, settings(List.of("last-value"), STEP))
                .run((forecast, steps) -> forecasts.add(forecast));

        double error = 0;
        double load = 0;
        for (Forecast forecast : forecasts) {
            int origin =
                    (int) Duration.between(window.start(), forecast.origin()).dividedBy(STEP);
            double[] next = Arrays.copyOfRange(demand, origin + 1, origin + 7);
            if (Arrays.stream(next).noneMatch(Double::isNaN)) {
                double max = Arrays.stream(next).max().orElseThrow();
                error += Math.abs(max - forecast.path(0.5).max());
                load += max;
            }
        }
        assertThat(report.models().get(0).max30().wape()).isCloseTo(error / load, within(1e-12));
    }

    @Test
    void givesTheBestNaiveModelNoSkillAndRidgeSome() throws Exception {
        BacktestReport report = backtest(WEEKS, settings(List.of("mean-15", "last-value", "ridge"), STEP))
                .run(ForecastSink.NONE);

        String naive = report.bestNaive().get("30");
        assertThat(report.bestNaive()).containsOnlyKeys("5", "15", "30", "max30");
        report.models().stream()
                .filter(model -> model.name().equals(naive))
                .forEach(
                        model -> assertThat(model.skill().byHorizon().get("30")).isZero());
        assertThat(report.models().get(2).skill().vsBestNaive()).isPositive();
    }

    @Test
    void splitsInTimeWithoutOverlap() throws Exception {
        BacktestReport.Split split = backtest(WEEKS, settings(List.of("last-value"), STEP))
                .run(ForecastSink.NONE)
                .split();

        assertThat(split.train().from()).isEqualTo(WEEKS.start());
        assertThat(split.train().to()).isEqualTo(split.validation().from());
        assertThat(split.validation().to()).isEqualTo(split.test().from()).isEqualTo(WEEKS.timeAt(12 * 288));
        assertThat(split.test().steps()).isEqualTo(4 * 288);
    }

    @Test
    void scoresOnlyHorizonsThatTheStepHas() throws Exception {
        FeatureWindow coarse = Synthetic.history(Duration.ofMinutes(30), 30 * 48, 6);

        BacktestReport report =
                backtest(coarse, settings(List.of("last-value"), STEP)).run(ForecastSink.NONE);

        assertThat(report.models().get(0).horizons()).containsOnlyKeys("30");
        assertThat(report.notes()).anyMatch(note -> note.startsWith("horizon of 5 minutes: not scored"));
    }

    @Test
    void thinsOutTheOrigins() throws Exception {
        BacktestSettings few = new BacktestSettings(SHARE, List.of("ridge"), List.of(5), STEP, OptionalInt.of(100), 7);
        List<Forecast> forecasts = new ArrayList<>();

        backtest(WEEKS, few).run((forecast, steps) -> forecasts.add(forecast));

        assertThat(forecasts).hasSizeBetween(80, 100);
        assertThat(forecasts.get(forecasts.size() - 1).origin()).isAfter(WEEKS.timeAt(WEEKS.size() - 50));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> backtest(WEEKS, settings(List.of("prophet"), STEP)))
                .hasMessageContaining("'prophet'");
        assertThatThrownBy(() -> new BacktestSettings(1.5, List.of("ridge"), List.of(5), STEP, OptionalInt.empty(), 7))
                .hasMessageContaining("train share 1.5");
        assertThatThrownBy(() -> new BacktestSettings(0.7, List.of("ridge"), List.of(45), STEP, OptionalInt.empty(), 7))
                .hasMessageContaining("[45]");
    }

    private static double[] demandWithGaps() {
        double[] demand = WEEKS.column(Features.DEMAND).toArray();
        for (int i = 100; i < demand.length; i += 57) {
            demand[i] = Double.NaN;
        }
        return demand;
    }

    private static BacktestSettings settings(List<String> models, Duration stride) {
        return new BacktestSettings(SHARE, models, List.of(5, 15, 30), stride, OptionalInt.empty(), 7);
    }

    private static RollingBacktest backtest(FeatureWindow window, BacktestSettings settings) {
        return new RollingBacktest("made up", window, Synthetic.NEW_YORK, settings, TrainingProgress.NONE);
    }
}
