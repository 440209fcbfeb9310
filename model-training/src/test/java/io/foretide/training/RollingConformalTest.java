package io.foretide.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingConformalTest {
    private static final Horizon HORIZON = Horizon.of(Duration.ofMinutes(5));
    private static final int AHEAD = HORIZON.steps();
    private static final DemandTransform TRANSFORM = new DemandTransform.Root(0.375);

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.9, 0.95, 0.99})
    void coversItsLevelAlsoWhenTheNoiseTriples(double level) {
        double[] demand = noise(12_000, i -> i < 6000 ? 5 : 15, new Random(1));

        double[] coverage = coverage(demand, level, 2000);

        assertThat(coverage[0]).isCloseTo(level, within(level == 0.99 ? 0.005 : 0.01));
        assertThat(coverage[1]).isCloseTo(level, within(level == 0.99 ? 0.005 : 0.011));
    }

    @Test
    void saysNothingBeforeItKnowsSomeErrors() {
        RollingConformal conformal = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        double[] demand = noise(40, i -> 5, new Random(1));
        int first = -1;
        for (int i = 0; i < demand.length; i++) {
            conformal.advance(demand[i], path(100));
            if (first < 0 && forecast(conformal).isPresent()) {
                first = i;
            }
        }

        assertThat(first).isBetween(20, 30);
    }

    @Test
    void usesOnlyErrorsOfStepsUpToTheOrigin() {
        double[] demand = noise(600, i -> 5, new Random(1));
        double[] altered = demand.clone();
        Arrays.fill(altered, 501, 600, 9999);
        RollingConformal one = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        RollingConformal other = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        for (int i = 0; i <= 500; i++) {
            one.advance(demand[i], path(100));
            other.advance(altered[i], path(100));
            assertThat(forecast(other)).isEqualTo(forecast(one));
        }

        one.advance(demand[501], path(100));
        other.advance(altered[501], path(100));

        assertThat(forecast(other)).isNotEqualTo(forecast(one));
    }

    @Test
    void isNeverNegativeAndNeverCrosses() {
        Random random = new Random(3);
        RollingConformal conformal = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        for (int i = 0; i < 3000; i++) {
            double demand = random.nextInt(10) == 0 ? random.nextInt(500) : random.nextInt(3);
            conformal.advance(demand, path(random.nextInt(4)));
            forecast(conformal).ifPresent(RollingConformalTest::isOrdered);
        }
    }

    @Test
    void goesOnAfterAGap() {
        Random random = new Random(3);
        RollingConformal conformal = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        for (int i = 0; i < 1000; i++) {
            boolean gap = i >= 500 && i < 540;
            conformal.advance(gap ? Double.NaN : 100 + random.nextGaussian(), gap ? null : path(100));
            if (i > 50) {
                assertThat(forecast(conformal).isPresent()).isEqualTo(!gap);
            }
        }

        assertThat(forecast(conformal).orElseThrow().path(0.95).at(0)).isBetween(100.5, 105.0);
    }

    @Test
    void goesOnWhereItRestedAsIfItHadNot() {
        double[] demand = noise(2_000, i -> i % 12 == 0 ? 25 : 5, new Random(6));
        RollingConformal awake = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        RollingConformal resting = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        for (int i = 0; i < demand.length; i++) {
            boolean[] bursts = new boolean[AHEAD];
            for (int h = 0; h < AHEAD; h++) {
                bursts[h] = (i + h + 1) % 12 == 0;
            }
            PointForecast path =
                    i % 97 == 5 ? null : new PointForecast(path(100).path(), 100, bursts);
            awake.advance(demand[i], path);
            resting.advance(demand[i], path);
            assertThat(forecast(resting).isPresent()).isEqualTo(forecast(awake).isPresent());
            if (i % 5 == 0) {
                resting.rest();
            }
            if (forecast(awake).isPresent()) {
                isAlike(forecast(resting).orElseThrow(), forecast(awake).orElseThrow());
            }
        }
    }

    private static void isAlike(Forecast one, Forecast other) {
        for (double level : new double[] {0.05, 0.5, 0.95, 0.99}) {
            for (int h = 0; h < AHEAD; h++) {
                assertThat(one.path(level).at(h)).isCloseTo(other.path(level).at(h), within(0.05));
            }
            assertThat(one.path(level).max()).isCloseTo(other.path(level).max(), within(0.05));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.95})
    void stepsWithBurstsHaveQuantilesOfTheirOwn(double level) {
        Random random = new Random(5);
        RollingConformal conformal = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        int every = 12;
        double[] demand = noise(12_000, i -> i % every == 0 ? 25 : 5, random);
        int[] covered = new int[2];
        int[] count = new int[2];
        for (int i = 0; i + AHEAD < demand.length; i++) {
            boolean[] bursts = new boolean[AHEAD];
            for (int h = 0; h < AHEAD; h++) {
                bursts[h] = (i + h + 1) % every == 0;
            }
            PointForecast plain = path(100);
            conformal.advance(demand[i], new PointForecast(plain.path(), plain.largest(), bursts));
            if (i >= 2000) {
                int burst = bursts[AHEAD - 1] ? 1 : 0;
                count[burst]++;
                covered[burst] += demand[i + AHEAD]
                                <= forecast(conformal).orElseThrow().path(level).at(AHEAD - 1)
                        ? 1
                        : 0;
            }
        }

        assertThat((double) covered[0] / count[0]).isCloseTo(level, within(0.01));
        assertThat((double) covered[1] / count[1]).isCloseTo(level, within(0.03));
    }

    @Test
    void goesOnFromWhatWasLearnedBeforeBurstsHadErrorsOfTheirOwn() {
        RollingConformal conformal = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        double[] demand = noise(400, i -> 5, new Random(1));
        for (double value : demand) {
            conformal.advance(value, path(100));
        }
        Calibration now = conformal.learned(Synthetic.START);
        Calibration before = new Calibration(
                now.head(),
                Arrays.copyOf(now.errors(), AHEAD + 1),
                Arrays.stream(now.shift())
                        .map(row -> Arrays.copyOf(row, AHEAD + 1))
                        .toArray(double[][]::new));

        assertThat(new RollingConformal(before).forecast(path(100), Synthetic.START, "m", ""))
                .isEqualTo(new RollingConformal(now).forecast(path(100), Synthetic.START, "m", ""))
                .isPresent();
    }

    @Test
    void intervalsAreAsWideAsTheModelIsUnsureIfItIsListenedTo() {
        RollingConformal listening = new RollingConformal(HORIZON, TRANSFORM, 1, true);
        RollingConformal deaf = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        double[] demand = noise(6000, RollingConformalTest::quietAndLoud, new Random(8));
        double[] widths = new double[2];
        for (int i = 0; i < demand.length; i++) {
            double[] low = new double[AHEAD + 1];
            double[] high = new double[AHEAD + 1];
            for (int h = 0; h <= AHEAD; h++) {
                double deviation = quietAndLoud(i + Math.min(h, AHEAD - 1) + 1);
                low[h] = 100 - deviation;
                high[h] = 100 + deviation;
            }
            PointForecast said = path(100).with(new PointForecast.Band(low, high));
            listening.advance(demand[i], said);
            deaf.advance(demand[i], said);
            if (forecast(listening).isPresent()) {
                isOrdered(forecast(listening).orElseThrow());
                widths[quietAndLoud(i + 1) > 10 ? 1 : 0] =
                        forecast(listening).orElseThrow().path(0.9).at(0) - 100;
            }
            if (i % 7 == 0) {
                listening.rest();
            }
        }

        assertThat(widths[1]).isGreaterThan(5 * widths[0]);
        assertThat(listening.loss()).isLessThan(0.8 * deaf.loss());
    }

    private static double quietAndLoud(int step) {
        return step / 100 % 2 == 0 ? 2 : 20;
    }

    private static void isOrdered(Forecast forecast) {
        for (int h = 0; h < AHEAD; h++) {
            double below = 0;
            for (Forecast.Path path : forecast.paths()) {
                assertThat(path.at(h)).isGreaterThanOrEqualTo(below);
                assertThat(path.max()).isGreaterThanOrEqualTo(path.at(h));
                below = path.at(h);
            }
        }
    }

    /** Coverage of the last step ahead and of the maximum, over the origins from {@code from} on. */
    private static double[] coverage(double[] demand, double level, int from) {
        RollingConformal conformal = new RollingConformal(HORIZON, TRANSFORM, 1, false);
        double covered = 0;
        double maxima = 0;
        int count = 0;
        for (int i = 0; i + AHEAD < demand.length; i++) {
            conformal.advance(demand[i], path(100));
            if (i >= from) {
                Forecast.Path path = forecast(conformal).orElseThrow().path(level);
                double max = Arrays.stream(demand, i + 1, i + AHEAD + 1).max().orElseThrow();
                covered += demand[i + AHEAD] <= path.at(AHEAD - 1) ? 1 : 0;
                maxima += max <= path.max() ? 1 : 0;
                count++;
            }
        }
        return new double[] {covered / count, maxima / count};
    }

    private static Optional<Forecast> forecast(RollingConformal conformal) {
        return conformal.forecast(Synthetic.START, "m", "");
    }

    private static PointForecast path(double value) {
        double[] path = new double[AHEAD];
        Arrays.fill(path, value);
        return PointForecast.ofPath(path);
    }

    private static double[] noise(int count, java.util.function.IntToDoubleFunction deviation, Random random) {
        double[] demand = new double[count];
        for (int i = 0; i < count; i++) {
            demand[i] = Math.max(0, 100 + deviation.applyAsDouble(i) * random.nextGaussian());
        }
        return demand;
    }
}
