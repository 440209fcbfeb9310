package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.naive.FlatForecast;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final DemandTransform TRANSFORM = new DemandTransform.Root(0.375);
    private static final int ORIGIN = 5 * 288;

    /** Always the same number. */
    private record Constant(double value) implements ForecastModel {
        @Override
        public String name() {
            return "always " + value;
        }

        @Override
        public Duration history() {
            return Duration.ofMinutes(5);
        }

        @Override
        public double[][] predict(FeatureWindow window, int[] origins) {
            double[][] paths = new double[origins.length][6];
            for (double[] path : paths) {
                Arrays.fill(path, value);
            }
            return paths;
        }
    }

    /** Says the largest load apart from its path, and that wildly or not. */
    private record Split(double value, double largest, double swing) implements ForecastModel {
        @Override
        public String name() {
            return "split";
        }

        @Override
        public Duration history() {
            return Duration.ofMinutes(5);
        }

        @Override
        public double[][] predict(FeatureWindow window, int[] origins) {
            return new Constant(value).predict(window, origins);
        }

        @Override
        public List<PointForecast> pointForecasts(FeatureWindow window, int[] origins) {
            double[][] paths = predict(window, origins);
            return IntStream.range(0, origins.length)
                    .mapToObj(i -> new PointForecast(paths[i], largest + (origins[i] / 2 % 2 == 0 ? swing : -swing)))
                    .toList();
        }
    }

    @Test
    void leansTowardsTheMemberThatWasCloser() {
        double value =
                ensemble(new Constant(100), new Constant(112)).predict(flat(100, ORIGIN + 1), new int[] {ORIGIN})[0][2];

        assertThat(value).isBetween(100.001, 100.2);
    }

    @Test
    void aLevelThatLeavesItsPastMovesTheWeightWithinAnHour() {
        int lastBefore = ORIGIN - 18;
        double[] demand = flat(100, ORIGIN + 1).column(Features.DEMAND).toArray();
        for (int i = lastBefore + 1; i <= ORIGIN; i++) {
            demand[i] *= 3;
        }
        FeatureWindow window = Synthetic.window(STEP, demand);
        Ensemble ensemble = ensemble(new Constant(100), FlatForecast.mean15());

        List<PointForecast> forecasts =
                ensemble.pointForecasts(window, new int[] {lastBefore, lastBefore + 12, ORIGIN});

        assertThat(forecasts.get(0).path()[0]).as("before it").isCloseTo(100, within(2.0));
        assertThat(forecasts.get(1).path()[0]).as("after an hour").isGreaterThan(270);
        assertThat(forecasts.get(2).largest())
                .as("after an hour and a half: its outcome takes half an hour to come")
                .isGreaterThan(250);
    }

    @Test
    void theLargestLoadHasWeightsOfItsOwn() {
        ForecastModel knowsPaths = new Split(100, 104, 60);
        ForecastModel knowsPeaks = new Split(140, 104, 0);

        PointForecast forecast = ensemble(knowsPaths, knowsPeaks)
                .pointForecasts(flat(100, ORIGIN + 1), new int[] {ORIGIN})
                .get(0);

        assertThat(forecast.path()[0]).isCloseTo(100, within(0.5));
        assertThat(forecast.largest()).isCloseTo(104, within(0.5));
    }

    @Test
    void aLargestLoadThatIsAlwaysTooLowIsCorrected() {
        PointForecast forecast = ensemble(new Constant(100))
                .pointForecasts(flat(100, ORIGIN + 1), new int[] {ORIGIN})
                .get(0);

        assertThat(forecast.path()[0]).isCloseTo(100, within(1e-6));
        assertThat(forecast.largest()).isCloseTo(104, within(0.2));
    }

    @Test
    void isNotBelowANaiveModelWhereALoadGrowsTenfoldWithinAWeek() throws InterruptedException {
        int trainEnd = 15 * 288;
        double[] demand =
                Synthetic.history(STEP, 22 * 288, 4).column(Features.DEMAND).toArray();
        for (int i = trainEnd; i < demand.length; i++) {
            demand[i] *= Math.pow(10, (double) (i - trainEnd) / (demand.length - trainEnd));
        }
        FeatureWindow window = Synthetic.window(STEP, demand);
        FitRequest request = FitRequest.of(window, trainEnd, Synthetic.NEW_YORK, 1, TrainingProgress.NONE);
        Models models = new Models(Synthetic.LITTLE);

        double[] ensemble = errors(models.fitter("ensemble").fit(request).model(), window, trainEnd);

        for (String naive : List.of("last-value", "mean-15", "seasonal-naive")) {
            double[] errors = errors(models.fitter(naive).fit(request).model(), window, trainEnd);
            assertThat(ensemble[0]).as("path, %s", naive).isLessThan(errors[0]);
            assertThat(ensemble[1]).as("largest, %s", naive).isLessThan(errors[1]);
        }
    }

    /** Mean absolute errors of the paths and of the largest loads. */
    private static double[] errors(ForecastModel model, FeatureWindow window, int from) {
        double[] demand = window.column(Features.DEMAND).toArray();
        int[] origins = IntStream.range(from, demand.length - 6).toArray();
        List<PointForecast> forecasts = model.pointForecasts(window, origins);
        double path = 0;
        double largest = 0;
        for (int i = 0; i < origins.length; i++) {
            double actual = 0;
            for (int h = 0; h < 6; h++) {
                double value = demand[origins[i] + h + 1];
                path += Math.abs(value - forecasts.get(i).path()[h]) / 6;
                actual = Math.max(actual, value);
            }
            largest += Math.abs(actual - forecasts.get(i).largest());
        }
        return new double[] {path / origins.length, largest / origins.length};
    }

    @Test
    void everyOriginIsForecastAsIfItWereAlone() {
        FeatureWindow window = Synthetic.history(Duration.ofMinutes(1), 6 * 1440, 3);
        Ensemble ensemble = ensemble(FlatForecast.lastValue(), FlatForecast.mean15());
        int[] origins = {8000, 7200, 7201, 7199, 7999, 8005};

        List<PointForecast> together = ensemble.pointForecasts(window, origins);

        for (int i = 0; i < origins.length; i++) {
            PointForecast alone =
                    ensemble.pointForecasts(window, new int[] {origins[i]}).get(0);
            assertThat(together.get(i).path()).containsExactly(alone.path());
            assertThat(together.get(i).largest()).isEqualTo(alone.largest());
        }
    }

    @Test
    void oneThatWasSavedWithItsFormerWeightingIsRead(@TempDir Path folder) throws IOException {
        ModelFiles files = ModelFiles.in(folder);
        Ensemble ensemble = ensemble(FlatForecast.lastValue(), FlatForecast.mean15());
        ensemble.save(files);
        Path description = folder.resolve(ModelFiles.DESCRIPTION);
        Files.writeString(
                description,
                Files.readString(description)
                        .replace("\"members\"", "\"weighting\": {\"memory\": \"PT96H\"}, \"members\""));
        FeatureWindow window = Synthetic.history(STEP, ORIGIN + 1, 3);

        assertThat(Models.load(files).predict(window, new int[] {ORIGIN}))
                .isDeepEqualTo(ensemble.predict(window, new int[] {ORIGIN}));
    }

    @Test
    void isTheSameFromAnyWindowThatIsLongEnough() {
        FeatureWindow window = Synthetic.history(STEP, ORIGIN + 1, 3);
        Ensemble ensemble = ensemble(FlatForecast.lastValue(), new Constant(110));
        int first = ORIGIN - (int) ensemble.history().dividedBy(STEP) - 1;

        PointForecast whole =
                ensemble.pointForecasts(window, new int[] {ORIGIN}).get(0);
        PointForecast part = ensemble.pointForecasts(window.slice(first, ORIGIN + 1), new int[] {ORIGIN - first})
                .get(0);

        assertThat(part.path()).containsExactly(whole.path());
        assertThat(part.largest()).isEqualTo(whole.largest());
    }

    private static Ensemble ensemble(ForecastModel... members) {
        return new Ensemble(List.of(members), TRANSFORM);
    }

    private static FeatureWindow flat(double value, int size) {
        double[] demand = new double[size];
        Arrays.setAll(demand, i -> value + (i % 2 == 0 ? 4 : -4));
        return Synthetic.window(STEP, demand);
    }
}
