package io.foretide.models.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.Models;
import io.foretide.series.FeatureWindow;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.PointForecast;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalLstmTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final FeatureWindow WEEKS = Synthetic.history(STEP, 12 * 288, 6);

    @TempDir
    Path folder;

    private static ForecastModel fit(FeatureWindow window) throws InterruptedException {
        FitRequest request = FitRequest.of(window, window.size(), Synthetic.NEW_YORK, 1, TrainingProgress.NONE);
        return new Models(Synthetic.LITTLE).fitter(GlobalLstm.NAME).fit(request).model();
    }

    @Test
    void aJobOfAnHourHasAForecast() throws InterruptedException {
        FeatureWindow hour = Synthetic.history(Duration.ofMinutes(1), 61, 3);

        PointForecast forecast = fit(hour).pointForecasts(hour, new int[] {60}).get(0);

        assertThat(forecast.path()).hasSize(30);
        assertThat(Arrays.stream(forecast.path())).allMatch(value -> value > 1 && value < 400);
        assertThat(forecast.largest())
                .isGreaterThanOrEqualTo(Arrays.stream(forecast.path()).average().orElseThrow());
    }

    @Test
    void saysTheSameAfterItWasSaved() throws InterruptedException, IOException {
        ForecastModel model = fit(WEEKS);
        int[] origins = {2000, 3000, WEEKS.size() - 1};

        model.save(ModelFiles.in(folder));

        assertThat(GlobalLstm.load(ModelFiles.in(folder)).predict(WEEKS, origins))
                .isDeepEqualTo(model.predict(WEEKS, origins));
    }

    @Test
    void aHeadThatLearnedBesideAnotherTrunkIsRefused() throws InterruptedException, IOException {
        fit(WEEKS).save(ModelFiles.in(folder));
        Path description = folder.resolve(ModelFiles.DESCRIPTION);
        Files.writeString(
                description,
                Files.readString(description).replace(ShippedNetwork.get().trunkId(), "0123"));

        assertThatThrownBy(() -> GlobalLstm.load(ModelFiles.in(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("learned beside the shared network 0123")
                .hasMessageContaining("Maybe train it again");
    }

    @Test
    void aHeadForInputsOfAJobSaysTheSameBeforeItLearns() {
        GlobalNetwork network = ShippedNetwork.get();
        LoadHistory history = new LoadHistory(WEEKS, Synthetic.NEW_YORK);
        LoadWindow window = new LoadWindow(history, 3000);
        Batch plain = new Batch(1, history.ahead(), 0);
        Batch wider = new Batch(1, history.ahead(), 2);
        Candidates candidates = new Candidates(history, window, null);
        plain.put(0, history, window, candidates, Synthetic.NEW_YORK);
        wider.put(0, history, window, candidates, Synthetic.NEW_YORK);
        wider.putOwn(0, new double[] {3, -2});

        float[] expected = network.outputs(plain);

        assertThat(network.withHeadFor(2, 1e-3).outputs(wider)).containsExactly(expected, within(1e-4f));
    }

    @Test
    void aSurerForecastHasANarrowerBand() {
        Duration minute = Duration.ofMinutes(1);
        double[] noisy = Synthetic.history(minute, 3 * 1440, 5)
                .column(io.foretide.series.Features.DEMAND)
                .toArray();
        double[] smooth = new double[noisy.length];
        Arrays.setAll(smooth, i -> 100 + 20 * Math.sin(2 * Math.PI * i / 1440));

        assertThat(width(Synthetic.window(minute, smooth))).isLessThan(width(Synthetic.window(minute, noisy)) / 3);
    }

    private static double width(FeatureWindow window) {
        PointForecast.Band band = GlobalLstm.asItShips(Synthetic.NEW_YORK, ShippedNetwork.get())
                .pointForecasts(window, new int[] {window.size() - 1})
                .get(0)
                .band()
                .orElseThrow();
        return band.high()[5] - band.low()[5];
    }
}
