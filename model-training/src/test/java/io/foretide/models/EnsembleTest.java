package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.naive.FlatForecast;
import io.foretide.series.FeatureWindow;
import io.foretide.training.DemandTransform;
import io.foretide.training.ForecastModel;
import io.foretide.training.PointForecast;
import io.foretide.training.Synthetic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    @Test
    void leansTowardsTheMemberThatWasCloser() {
        FeatureWindow window = flat(100, ORIGIN + 1);

        List<ForecastModel> members = List.of(new Constant(100), new Constant(112));
        Ensemble.Weighting lenient = new Ensemble.Weighting(Duration.ofDays(4), 5, Duration.ofHours(12), 100);

        double value = new Ensemble(FlatForecast.mean15(), members, TRANSFORM, lenient)
                .predict(window, new int[] {ORIGIN})[0][2];

        assertThat(value).isBetween(100.01, 100.2);
    }

    @Test
    void benchesAMemberThatGoesWrongOnceItsErrorsAreKnown() {
        double[] demand = new double[ORIGIN + 1];
        Arrays.fill(demand, 100);
        Arrays.fill(demand, ORIGIN - 144, ORIGIN + 1, 300);
        ForecastModel stuck = new Constant(100);
        Ensemble ensemble = ensemble(stuck);

        double before = ensemble.predict(Synthetic.window(STEP, demand), new int[] {ORIGIN - 145})[0][0];
        double after = ensemble.predict(Synthetic.window(STEP, demand), new int[] {ORIGIN})[0][0];

        assertThat(before).isCloseTo(100, within(1e-6));
        assertThat(after).as("the mean of the last 15 minutes").isCloseTo(300, within(1e-6));
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
        return new Ensemble(FlatForecast.mean15(), List.of(members), TRANSFORM, Ensemble.Weighting.DEFAULT);
    }

    private static FeatureWindow flat(double value, int size) {
        double[] demand = new double[size];
        Arrays.setAll(demand, i -> value + (i % 2 == 0 ? 4 : -4));
        return Synthetic.window(STEP, demand);
    }
}
