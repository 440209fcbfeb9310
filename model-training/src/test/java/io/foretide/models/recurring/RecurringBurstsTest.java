package io.foretide.models.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.models.Models;
import io.foretide.models.recurring.BurstLoad.Kind;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.CalibratedModel;
import io.foretide.training.Calibration;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.RollingForecaster;
import io.foretide.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecurringBurstsTest {
    private static final int TRAIN_END = 19 * BurstLoad.DAY;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void quantilesHoldAtBurstsAndBetweenThem(Kind kind) throws InterruptedException {
        BurstLoad load = BurstLoad.of(kind, 28, 4);
        double[] demand = load.window().column(Features.DEMAND).toArray();
        RollingForecaster forecaster = RollingForecaster.fit(Models.named("profile-level"), request(load), 5);
        int[] covered = new int[2];
        int[] count = new int[2];
        for (int origin = forecaster.firstOrigin(); origin + 30 < demand.length; origin += 5) {
            Forecast.Path high = forecaster.at(origin).orElseThrow().path(0.9);
            for (int h = 1; h <= 30; h++) {
                int burst = load.burst()[origin + h] ? 1 : 0;
                count[burst]++;
                covered[burst] += demand[origin + h] <= high.at(h - 1) ? 1 : 0;
            }
        }

        assertThat((double) covered[0] / count[0]).isCloseTo(0.9, within(0.01));
        if (kind != Kind.NONE) {
            assertThat((double) covered[1] / count[1]).isCloseTo(0.9, within(0.05));
        }
    }

    @Test
    void withoutBurstsAModelIsLeftAsItIs() throws InterruptedException {
        BurstLoad load = BurstLoad.of(Kind.NONE, 21, 1);

        assertThat(Models.named("ridge").fit(request(load)).model()).isNotInstanceOf(RecurringBursts.class);
    }

    @Test
    void theLargestLoadKnowsTheBurst() throws InterruptedException {
        BurstLoad load = BurstLoad.of(Kind.HOURLY, 21, 1);
        ForecastModel model = Models.named("ridge").fit(request(load)).model();
        int beforeNoon = 20 * BurstLoad.DAY + 11 * 60 + 44;

        assertThat(model.pointForecasts(load.window(), new int[] {beforeNoon})
                        .get(0)
                        .largest())
                .isGreaterThan(2 * model.predict(load.window(), new int[] {beforeNoon})[0][0]);
    }

    @Test
    void savedAndLoadedItForecastsTheSame(@TempDir Path folder) throws InterruptedException, IOException {
        BurstLoad load = BurstLoad.of(Kind.HOURLY, 21, 1);
        ForecastModel model = Models.named("ridge").fit(request(load)).model();
        model.save(ModelFiles.in(folder));

        ForecastModel loaded = Models.load(ModelFiles.in(folder));

        int[] origins = {20 * BurstLoad.DAY + 5, 20 * BurstLoad.DAY + 700};
        assertThat(loaded.name()).isEqualTo("ridge");
        assertThat(loaded.history()).isEqualTo(model.history());
        assertThat(loaded.predict(load.window(), origins)).isDeepEqualTo(model.predict(load.window(), origins));
    }

    @Test
    void whatIntervalsLearnedOfBurstsIsKeptWithTheModel(@TempDir Path folder) throws InterruptedException, IOException {
        BurstLoad load = BurstLoad.of(Kind.HOURLY, 21, 1);
        RollingForecaster forecaster = RollingForecaster.fit(Models.named("profile-level"), request(load), 5);
        forecaster.at(TRAIN_END - 1);
        CalibratedModel serving = forecaster.calibrated();
        Path file = folder.resolve("calibration.gz");
        serving.learned().write(file);
        CalibratedModel loaded = new CalibratedModel(serving.model(), Calibration.read(file));
        FeatureWindow window = load.window().slice(0, 20 * BurstLoad.DAY + 11 * 60 + 45);

        assertThat(loaded.forecast(window, "one", "")).isEqualTo(serving.forecast(window, "one", ""));
    }

    @ParameterizedTest
    @EnumSource(names = {"HOURLY", "DRIFTING"})
    void needsNoMoreHistoryThanItSays(Kind kind) throws InterruptedException {
        BurstLoad load = BurstLoad.of(kind, 56, 1);
        ForecastModel model = Models.named("profile-level").fit(request(load)).model();
        int size = load.window().size();
        int history = (int) model.history().dividedBy(Duration.ofMinutes(1));

        double[] expected = model.predict(load.window(), new int[] {size - 1})[0];

        assertThat(model.predict(load.window().slice(size - history, size), new int[] {history - 1})[0])
                .containsExactly(expected, within(1e-9 * expected[0]));
    }

    private static FitRequest request(BurstLoad load) {
        return FitRequest.of(load.window(), TRAIN_END, load.zone(), 1, TrainingProgress.NONE);
    }
}
