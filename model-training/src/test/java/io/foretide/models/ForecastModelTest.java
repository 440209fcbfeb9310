package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.global.GlobalLstm;
import io.foretide.series.FeatureGroup;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.ModelFiles;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model must keep to, also with measured features that have gaps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForecastModelTest {
    private static final int ORIGIN = 30 * 24 * 60 + 613;

    private final List<ForecastModel> models = new ArrayList<>();
    private final FeatureWindow window = Synthetic.leading(31, 1);

    @TempDir
    Path folder;

    @BeforeAll
    void train() throws InterruptedException {
        FitRequest request =
                FitRequest.of(Synthetic.leading(21, 3), 21 * 24 * 60, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);
        Models fitting = new Models(Synthetic.LITTLE);
        for (String name : Models.names()) {
            models.add(fitting.fitter(name).fit(request).model());
        }
    }

    List<ForecastModel> models() {
        return models;
    }

    @Test
    void allThatLearnLookAtTheTransactions() {
        assertThat(models.stream()
                        .filter(model -> model.features().contains(Features.TRANSACTIONS))
                        .map(ForecastModel::name))
                .containsExactly("ridge", "xgboost", "lstm", "lstm-raw", "ensemble");
    }

    @ParameterizedTest
    @MethodSource("models")
    void looksAtNothingAfterTheOrigin(ForecastModel model) {
        double[][] expected = model.predict(window, new int[] {ORIGIN - 200, ORIGIN});
        double[][] altered = model.predict(Synthetic.alteredAfter(window, ORIGIN), new int[] {ORIGIN - 200, ORIGIN});
        double[][] cut = model.predict(window.slice(0, ORIGIN + 1), new int[] {ORIGIN - 200, ORIGIN});

        assertThat(altered).isDeepEqualTo(expected);
        assertThat(cut).isDeepEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("models")
    void looksAtTheOrigin(ForecastModel model) {
        double[] before = model.predict(window, new int[] {ORIGIN})[0];
        double[] after = model.predict(Synthetic.alteredAfter(window, ORIGIN - 24 * 60 * 7), new int[] {ORIGIN})[0];

        assertThat(after).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("models")
    void needsNoMoreHistoryThanItSays(ForecastModel model) {
        int steps = (int) model.history().dividedBy(Duration.ofMinutes(1));
        double[] expected = model.predict(window, new int[] {ORIGIN})[0];

        double[] actual = model.predict(window.slice(ORIGIN + 1 - steps, ORIGIN + 1), new int[] {steps - 1})[0];

        // sums that begin elsewhere are rounded otherwise, and a network computes in single precision
        double rounding = model instanceof GlobalLstm ? 1e-5 : 1e-9;
        assertThat(actual).containsExactly(expected, within(rounding * expected[0]));
    }

    @ParameterizedTest
    @MethodSource("models")
    void givesThirtyFiniteStepsAlsoWithGaps(ForecastModel model) {
        double[] demand = window.column(Features.DEMAND).toArray();
        for (int i = 0; i < demand.length; i += 3) {
            demand[i] = Double.NaN;
        }
        Arrays.fill(demand, ORIGIN - 40, ORIGIN - 5, Double.NaN);

        double[] path = model.predict(Synthetic.demand(demand), new int[] {ORIGIN})[0];

        assertThat(path).hasSize(30);
        assertThat(Arrays.stream(path)).allMatch(value -> Double.isFinite(value) && value >= 0);
    }

    @ParameterizedTest
    @MethodSource("models")
    void takesAFeatureThatIsAllMissingForOneThatIsNotThere(ForecastModel model) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        window.features()
                .forEach(feature -> columns.put(feature, window.column(feature).toArray()));
        Arrays.fill(columns.get(Features.TRANSACTIONS), Double.NaN);

        double[][] missing = model.predict(Synthetic.window(columns), new int[] {ORIGIN});
        double[][] absent = model.predict(window.without(EnumSet.of(FeatureGroup.BUSINESS)), new int[] {ORIGIN});

        assertThat(absent).isDeepEqualTo(missing);
    }

    @ParameterizedTest
    @MethodSource("models")
    void refusesAnOriginOutsideTheWindow(ForecastModel model) {
        assertThatThrownBy(() -> model.predict(window, new int[] {window.size()}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("origin " + window.size());
    }

    @ParameterizedTest
    @MethodSource("models")
    void refusesDemandThatIsAllMissing(ForecastModel model) {
        double[] demand = new double[40_000];
        Arrays.fill(demand, Double.NaN);

        assertThatThrownBy(() -> model.predict(Synthetic.window(Map.of(Features.DEMAND, demand)), new int[] {39_999}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing");
    }

    @ParameterizedTest
    @MethodSource("models")
    void savedAndLoadedItForecastsTheSame(ForecastModel model) throws IOException {
        ModelFiles files = ModelFiles.in(Files.createDirectories(folder.resolve(model.name())));
        model.save(files);

        ForecastModel loaded = Models.load(files);

        int[] origins = {ORIGIN - 200, ORIGIN};
        assertThat(loaded.name()).isEqualTo(model.name());
        assertThat(loaded.features()).isEqualTo(model.features());
        assertThat(loaded.history()).isEqualTo(model.history());
        assertThat(loaded.predict(window, origins)).isDeepEqualTo(model.predict(window, origins));
    }
}
