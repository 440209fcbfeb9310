package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.foretide.forecast.Forecast;
import io.foretide.models.Models;
import io.foretide.models.naive.FlatForecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratedModelTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final FeatureWindow WEEKS = Synthetic.history(STEP, 40 * 288, 3);
    private static final int TRAIN_END = 30 * 288;

    @TempDir
    Path folder;

    @Test
    void goesOnAsTheBacktestWould() throws InterruptedException {
        RollingForecaster backtest = RollingForecaster.fit(
                Models.named("ridge"),
                FitRequest.of(WEEKS, TRAIN_END, Synthetic.NEW_YORK, 1, TrainingProgress.NONE),
                1);
        backtest.at(TRAIN_END + 50);
        CalibratedModel served = backtest.calibrated();
        int origin = TRAIN_END + 2000;

        Forecast expected = backtest.at(origin).orElseThrow();
        Forecast made = served.forecast(WEEKS.slice(0, origin + 1), "ridge", "").orElseThrow();

        for (double level : new double[] {0.5, 0.95}) {
            // it begins without the errors of the half hour before it was taken over
            assertThat(made.path(level).max())
                    .isCloseTo(
                            expected.path(level).max(),
                            within(0.01 * expected.path(level).max()));
        }
    }

    @Test
    void manyForecastsOnTheWayChangeNothing() {
        CalibratedModel often = CalibratedModel.untried(FlatForecast.mean15(), WEEKS.slice(0, 3000));
        CalibratedModel once = CalibratedModel.untried(FlatForecast.mean15(), WEEKS.slice(0, 3000));
        for (int end = 3000; end < 3500; end += 3) {
            often.forecast(WEEKS.slice(0, end), "", "");
        }

        Optional<Forecast> expected = once.forecast(WEEKS.slice(0, 3600), "", "");

        for (int again = 0; again < 2; again++) {
            Forecast made = often.forecast(WEEKS.slice(0, 3600), "", "").orElseThrow();
            for (Forecast.Path path : expected.orElseThrow().paths()) {
                for (int h = 0; h < path.values().size(); h++) {
                    assertThat(made.path(path.level()).at(h)).isCloseTo(path.at(h), withinPercentage(0.01));
                }
            }
        }
    }

    @Test
    void intervalsHoldAsPromised() {
        CalibratedModel model = CalibratedModel.untried(FlatForecast.mean15(), WEEKS.slice(0, 3000));
        double[] demand = WEEKS.column(Features.DEMAND).toArray();
        int covered = 0;
        int count = 0;
        for (int end = 5000; end < demand.length; end += 5) {
            Forecast forecast = model.forecast(WEEKS.slice(0, end), "", "").orElseThrow();
            covered += demand[end] <= forecast.path(0.95).at(0) ? 1 : 0;
            count++;
        }

        assertThat((double) covered / count).isCloseTo(0.95, within(0.02));
    }

    @Test
    void keptAndReadItForecastsTheSame() throws IOException {
        CalibratedModel model = CalibratedModel.untried(FlatForecast.mean15(), WEEKS.slice(0, 3000));
        model.forecast(WEEKS.slice(0, 3000), "", "");
        Path file = folder.resolve("calibration.gz");
        model.learned().write(file);

        CalibratedModel read = new CalibratedModel(FlatForecast.mean15(), Calibration.read(file));
        CalibratedModel same = new CalibratedModel(FlatForecast.mean15(), model.learned());

        assertThat(read.forecast(WEEKS.slice(0, 3400), "", ""))
                .isPresent()
                .isEqualTo(same.forecast(WEEKS.slice(0, 3400), "", ""));
        assertThat(Files.size(file)).isLessThan(200_000);
    }

    @Test
    void doesNotGoBack() {
        CalibratedModel model = CalibratedModel.untried(FlatForecast.mean15(), WEEKS.slice(0, 3000));
        model.forecast(WEEKS.slice(0, 3000), "", "");

        assertThatThrownBy(() -> model.forecast(WEEKS.slice(0, 2000), "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the one before was as of " + WEEKS.timeAt(2999));
    }

    @Test
    void refusesAnotherStep() {
        CalibratedModel model = CalibratedModel.untried(FlatForecast.mean15(), WEEKS.slice(0, 3000));

        assertThatThrownBy(() -> model.forecast(Synthetic.history(3, 1), "", ""))
                .hasMessageContaining("PT1M")
                .hasMessageContaining("PT5M");
    }
}
