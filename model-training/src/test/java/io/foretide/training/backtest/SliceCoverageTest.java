package io.foretide.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Horizon;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.FitRequest;
import io.foretide.training.Synthetic;
import io.foretide.training.TrainingProgress;
import io.foretide.training.backtest.SliceCoverage.Score;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** From midnight UTC on Monday 1 January 2001, which is Sunday evening in New York; a holiday in both. */
class SliceCoverageTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int AHEAD = 6;
    private static final int HOUR = 12;
    private static final int DAY = 24 * HOUR;
    private static final ZoneId UTC = ZoneId.of("UTC");

    @Test
    void countsWhatIsAtOrBelowEachQuantile() {
        double[] demand = new double[7 * DAY];
        Arrays.setAll(demand, i -> i % 2 == 0 ? 92 : 100);
        SliceCoverage coverage = on(demand, UTC);

        coverage.accept(forecast(DAY + HOUR), new int[] {1});

        Score night = score(coverage, Slice.NIGHT);
        assertThat(night.steps().scored()).isEqualTo(AHEAD);
        assertThat(night.steps().coverage()).isEqualTo(Map.of("0.9", 0.0, "0.95", 0.5, "0.99", 0.5));
        assertThat(night.max30().scored()).isEqualTo(1);
        assertThat(night.max30().coverage()).isEqualTo(Map.of("0.9", 0.0, "0.95", 1.0, "0.99", 1.0));
    }

    @Test
    void aStepBelongsToItsOwnHourAndTheLargestLoadWhereOneOfItsStepsDoes() {
        SliceCoverage coverage = on(flat(), UTC);

        coverage.accept(forecast(DAY + 6 * HOUR - 4), new int[] {1});

        assertThat(score(coverage, Slice.NIGHT).steps().scored()).isEqualTo(3);
        assertThat(score(coverage, Slice.NIGHT).max30().scored()).isEqualTo(1);
        assertThat(score(coverage, Slice.ALL).steps().scored()).isEqualTo(AHEAD);
    }

    @Test
    void weekendAndNightAreLocal() {
        SliceCoverage coverage = on(flat(), Synthetic.NEW_YORK);

        coverage.accept(forecast(HOUR), new int[] {1});

        assertThat(score(coverage, Slice.WEEKEND).steps().scored()).isEqualTo(AHEAD);
        assertThat(score(coverage, Slice.NIGHT).steps().scored()).isZero();
    }

    @Test
    void theFirstDayAndTheHourAfterAJumpAreOfOrigins() {
        double[] demand = flat();
        Arrays.fill(demand, 2 * DAY, demand.length, 300);
        SliceCoverage coverage = on(demand, UTC);

        coverage.accept(forecast(DAY - 1), new int[] {1});
        coverage.accept(forecast(DAY), new int[] {1});
        // the jump is known once three steps are beyond it
        coverage.accept(forecast(2 * DAY + 1), new int[] {1});
        coverage.accept(forecast(2 * DAY + 2), new int[] {1});

        assertThat(score(coverage, Slice.FIRST_DAY).steps().scored()).isEqualTo(AHEAD);
        assertThat(score(coverage, Slice.AFTER_JUMP).steps().scored()).isEqualTo(AHEAD);
    }

    @Test
    void theDayAfterAHolidayIsALocalDay() {
        SliceCoverage coverage = on(flat(), UTC);

        coverage.accept(forecast(12 * HOUR), new int[] {1});
        coverage.accept(forecast(DAY + 12 * HOUR), new int[] {1});
        coverage.accept(forecast(2 * DAY + 12 * HOUR), new int[] {1});

        assertThat(score(coverage, Slice.AFTER_HOLIDAY).steps().scored()).isEqualTo(AHEAD);
    }

    @Test
    void aSliceWithoutOutcomesSaysSo() {
        SliceCoverage coverage = on(flat(), UTC);

        coverage.accept(forecast(DAY + 12 * HOUR), new int[] {1});

        Score weekend = score(coverage, Slice.WEEKEND);
        assertThat(weekend.steps().scored()).isZero();
        assertThat(weekend.steps().coverage()).isEmpty();
        assertThat(SliceTable.of(coverage.scores()))
                .containsPattern("made-up +weekend +steps +none +- +- +-")
                .containsPattern("made-up +all +steps +6 +0.00 +100.00 +100.00");
    }

    /** Quantiles of 90 at 0.9 and of 95 at 0.95 and above for every step, and of 90 and 100 for the largest. */
    private static Forecast forecast(int origin) {
        return new Forecast(
                timeAt(origin),
                Horizon.of(STEP),
                DoubleStream.of(0.5, 0.9, 0.95, 0.99)
                        .mapToObj(level -> {
                            double[] values = new double[AHEAD];
                            Arrays.fill(values, level < 0.95 ? 90 : 95);
                            return Forecast.Path.of(level, values, level < 0.95 ? 90 : 100);
                        })
                        .toList(),
                "made-up",
                "");
    }

    private static SliceCoverage on(double[] demand, ZoneId zone) {
        double[] holiday = new double[demand.length];
        Arrays.fill(holiday, 0, DAY, 1);
        Arrays.fill(holiday, DAY, 2 * DAY, 0.5);
        FeatureWindow window = Synthetic.window(STEP, demand)
                .with(Features.HOLIDAY, TimeSeries.ofObserved(Synthetic.START, STEP, holiday));
        return new SliceCoverage(FitRequest.of(window, DAY / 2, zone, 1, TrainingProgress.NONE), Optional.empty());
    }

    private static double[] flat() {
        double[] demand = new double[7 * DAY];
        Arrays.fill(demand, 92);
        return demand;
    }

    private static Instant timeAt(int index) {
        return Synthetic.START.plus(STEP.multipliedBy(index));
    }

    private static Score score(SliceCoverage coverage, Slice slice) {
        List<Score> scores = coverage.scores();
        return scores.stream()
                .filter(score -> score.slice().equals(slice.toString()))
                .findFirst()
                .orElseThrow();
    }
}
