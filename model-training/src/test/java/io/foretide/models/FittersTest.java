package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.naive.FlatForecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.FitRequest;
import io.foretide.training.ForecastModel;
import io.foretide.training.NoiseModel;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FittersTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final FeatureWindow MONTH = Synthetic.history(FIVE_MINUTES, 15 * 288, 4);
    private static final int TRAIN_END = 11 * 288;
    private static final Fits ON_MONTH = Fits.on(MONTH);
    private static final Fits ON_OTHER_END = Fits.on(Synthetic.window(FIVE_MINUTES, wildFromTrainEndOn()));
    private static final double UNIT = 431.7;
    private static final Fits ON_OTHER_UNIT = Fits.on(Synthetic.window(
            FIVE_MINUTES,
            Arrays.stream(MONTH.column(Features.DEMAND).toArray())
                    .map(value -> value * UNIT)
                    .toArray()));
    private static final List<String> FLOATS = List.of("xgboost", "ensemble");

    /** All but the networks, which {@link NetworksTest} trains with little effort. */
    static List<String> names() {
        return Models.names().stream().filter(name -> !name.startsWith("lstm")).toList();
    }

    /** The models of one window; every model is fitted once, also as a member of the ensemble. */
    private record Fits(FitRequest request, Models models) {
        static Fits on(FeatureWindow window) {
            return new Fits(
                    FitRequest.of(window, TRAIN_END, Synthetic.NEW_YORK, 1, TrainingProgress.NONE),
                    new Models(Synthetic.LITTLE));
        }

        ForecastModel model(String name) throws InterruptedException {
            return models.fitter(name).fit(request).model();
        }
    }

    private static double[] wildFromTrainEndOn() {
        double[] demand = MONTH.column(Features.DEMAND).toArray();
        Random random = new Random(8);
        for (int i = TRAIN_END; i < demand.length; i++) {
            demand[i] = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * 1e5;
        }
        return demand;
    }

    @ParameterizedTest
    @MethodSource("names")
    void fittingSeesNothingFromTheEndOfTheTrainingPartOn(String name) throws InterruptedException {
        int[] origins = {TRAIN_END - 100, TRAIN_END - 1};

        double[][] expected = ON_MONTH.model(name).predict(MONTH, origins);
        double[][] altered = ON_OTHER_END.model(name).predict(MONTH, origins);

        assertThat(altered).isDeepEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("names")
    void forecastsFollowAChangeOfUnit(String name) throws InterruptedException {
        int[] origins = {TRAIN_END + 500};

        double[] expected = ON_MONTH.model(name).predict(MONTH, origins)[0];
        double[] actual =
                ON_OTHER_UNIT.model(name).predict(ON_OTHER_UNIT.request().window(), origins)[0];

        for (int h = 0; h < expected.length; h++) {
            // trees are grown on floats, whose last digits depend on the unit
            assertThat(actual[h] / UNIT)
                    .isCloseTo(expected[h], within(FLOATS.contains(name) ? 0.01 * expected[h] : 1e-6 * expected[h]));
        }
    }

    @ParameterizedTest
    @CsvSource({"PT10S, 34560, 180", "PT7M, 6000, 4", "PT30M, 1440, 1"})
    void ridgeTakesAnyStep(Duration step, int size, int ahead) throws InterruptedException {
        FeatureWindow window = Synthetic.history(step, size, 4);
        FitRequest request = FitRequest.of(window, size * 3 / 4, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);

        double[] path = Models.named("ridge").fit(request).model().predict(window, new int[] {size - 1})[0];

        assertThat(path).hasSize(ahead);
        assertThat(Arrays.stream(path)).allMatch(value -> value > 1 && value < 400);
    }

    @Test
    void ridgeBeatsProfileAndLevelWhereTheLevelReverts() throws InterruptedException {
        assertThat(error(ON_MONTH.model("ridge"))).isLessThan(0.97 * error(ON_MONTH.model("profile-level")));
    }

    @Test
    void profileAndLevelBeatsTheLevelAloneFromThreeDaysOn() throws InterruptedException {
        FeatureWindow days = MONTH.slice(0, 6 * 288);
        FitRequest request = FitRequest.of(days, 5 * 288, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);
        int[] origins = IntStream.range(5 * 288, 6 * 288 - 7).toArray();

        double profile =
                Synthetic.error(Models.named("profile-level").fit(request).model(), days, origins);

        assertThat(profile).isLessThan(0.97 * Synthetic.error(FlatForecast.mean15(), days, origins));
    }

    @Test
    void profileAndLevelIsFlatWhereTheTimeOfDaySaysNothing() throws InterruptedException {
        Random random = new Random(5);
        double[] demand = new double[20 * 288];
        for (int i = 1; i < demand.length; i++) {
            demand[i] = Math.max(0, 500 + 0.99 * (demand[i - 1] - 500) + 20 * random.nextGaussian());
        }
        FeatureWindow wandering = Synthetic.window(FIVE_MINUTES, demand);
        FitRequest request = FitRequest.of(wandering, 20 * 288, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);

        double[] path = Models.named("profile-level").fit(request).model().predict(wandering, new int[] {19 * 288})[0];

        assertThat(path).containsOnly(path[0]);
    }

    @Test
    void seasonalNaiveIsTheWeekWhereWeekendsDiffer() throws InterruptedException {
        double[] demand = new double[28 * 288];
        Arrays.setAll(demand, i -> (i / 288 % 7 < 5 ? 300 : 60) + 40 * Math.sin(2 * Math.PI * i / 288));
        FeatureWindow window = Synthetic.window(FIVE_MINUTES, demand);

        FitRequest request = FitRequest.of(window, demand.length, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);

        assertThat(Models.named("seasonal-naive").fit(request).model().name()).isEqualTo("seasonal-naive-week");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 250})
    void countsGetTheRootWhateverTheirUnit(double unit) {
        Random random = new Random(2);
        double[] demand = new double[5000];
        Arrays.setAll(demand, i -> unit * poisson(random, 60 + 50 * Math.sin(i / 200.0)));

        DemandTransform transform = NoiseModel.transform(demand, demand.length);

        assertThat(transform).isInstanceOf(DemandTransform.Root.class);
        assertThat(((DemandTransform.Root) transform).offset()).isCloseTo(0.375 * unit, within(0.05 * unit));
    }

    @Test
    void noiseInProportionToTheLevelGetsTheLogarithm() {
        Random random = new Random(2);
        double[] demand = new double[5000];
        Arrays.setAll(demand, i -> (600 + 500 * Math.sin(i / 200.0)) * Math.exp(0.3 * random.nextGaussian()));

        assertThat(NoiseModel.transform(demand, demand.length)).isInstanceOf(DemandTransform.Log.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 7, 123.4, 1e6})
    void everyTransformGivesTheDemandBack(double demand) {
        for (DemandTransform transform : List.of(new DemandTransform.Root(93), new DemandTransform.Log(5))) {
            assertThat(transform.demand(transform.of(demand))).isCloseTo(demand, within(1e-9 * (1 + demand)));
        }
    }

    @Test
    void ridgeSaysWhatAYoungJobLacks() {
        FeatureWindow young = MONTH.slice(0, 60);
        FitRequest request = FitRequest.of(young, 60, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);

        assertThatThrownBy(() -> Models.named("ridge").fit(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 50");
    }

    @Test
    void listsTheNamesWhenOneIsUnknown() {
        assertThatThrownBy(() -> Models.named("prophet"))
                .hasMessageContaining("'prophet'")
                .hasMessageContaining("profile-level");
    }

    private static double error(ForecastModel model) {
        return Synthetic.error(
                model, MONTH, IntStream.range(TRAIN_END, MONTH.size() - 7).toArray());
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
