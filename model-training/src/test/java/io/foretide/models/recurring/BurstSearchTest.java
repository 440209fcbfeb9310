package io.foretide.models.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.models.recurring.BurstLoad.Kind;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.training.FitRequest;
import io.foretide.training.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BurstSearchTest {
    private static final int DAYS = 21;

    @ParameterizedTest
    @CsvSource({
        "HOURLY, STEADY",
        "QUARTER_HOURLY, STEADY",
        "NIGHTLY_IN_NEW_YORK, STEADY",
        "WEEKDAY, STEADY",
        "DRIFTING, MOVING"
    })
    void findsHowBurstsRecur(Kind kind, BurstCourse.Kind expected) {
        BurstLoad load = BurstLoad.of(kind, DAYS, 1);

        assertThat(BurstSearch.in(request(load)).orElseThrow().course().kind()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsNothingWhereNothingRecurs(long seed) {
        assertThat(BurstSearch.in(request(BurstLoad.of(Kind.NONE, DAYS, seed)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HOURLY", "QUARTER_HOURLY", "NIGHTLY_IN_NEW_YORK", "WEEKDAY", "DRIFTING"})
    void knowsTheMinutesOfBursts(Kind kind) {
        BurstLoad load = BurstLoad.of(kind, DAYS, 2);

        double[] factors = BurstSearch.in(request(load)).orElseThrow().course().factors(load.window());

        int bursts = 0;
        int known = 0;
        int others = 0;
        int wrong = 0;
        for (int i = 15 * BurstLoad.DAY; i < load.burst().length; i++) {
            if (load.burst()[i]) {
                bursts++;
                known += factors[i] > 1.25 ? 1 : 0;
            } else {
                others++;
                wrong += factors[i] != 1 ? 1 : 0;
            }
        }
        assertThat((double) known / bursts).isGreaterThan(0.9);
        assertThat((double) wrong / others).isLessThan(0.005);
    }

    @Test
    void aBatchKeepsItsLocalTimeWhenTheClocksChange() {
        BurstLoad load = BurstLoad.of(Kind.NIGHTLY_IN_NEW_YORK, DAYS + 2, 3);

        double[] factors = BurstSearch.in(request(load)).orElseThrow().course().factors(load.window());

        // 01:30 of New York, in winter and, from 8 March on, in summer
        assertThat(factors[load.window().size() - 4 * BurstLoad.DAY + 390]).isGreaterThan(4);
        assertThat(at(load, factors, "2026-03-10T05:30:00Z")).isGreaterThan(4);
        assertThat(at(load, factors, "2026-03-10T06:30:00Z")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"HOURLY, STEADY", "DRIFTING, MOVING"})
    void aFactorRestsOnNothingLaterThanAHorizonBeforeIt(Kind kind, BurstCourse.Kind found) {
        FeatureWindow window = BurstLoad.of(kind, DAYS, 1).window();
        BurstCourse course = BurstSearch.in(request(BurstLoad.of(kind, DAYS, 1)))
                .orElseThrow()
                .course();
        int origin = 20 * BurstLoad.DAY + 17;
        double[] demand = window.column(Features.DEMAND).toArray();
        Arrays.fill(demand, origin + 1, demand.length, 9999);
        FeatureWindow altered =
                window.with(Features.DEMAND, TimeSeries.ofObserved(window.start(), window.step(), demand));

        double[] expected = course.factors(window);

        assertThat(course.kind()).isEqualTo(found);
        assertThat(Arrays.copyOf(course.factors(altered), origin + 31)).isEqualTo(Arrays.copyOf(expected, origin + 31));
        assertThat(course.factors(window.slice(0, origin + 1))).isEqualTo(Arrays.copyOf(expected, origin + 31));
    }

    @Test
    void burstsOfOtherMinutesAreKnownAfterAWeek() {
        FeatureWindow window = BurstLoad.of(Kind.HOURLY, 28, 1).window();
        BurstCourse course = BurstSearch.in(request(BurstLoad.of(Kind.HOURLY, DAYS, 1)))
                .orElseThrow()
                .course();
        double[] demand = window.column(Features.DEMAND).toArray();
        int move = 14 * BurstLoad.DAY;
        System.arraycopy(window.column(Features.DEMAND).toArray(), move, demand, move + 7, demand.length - move - 7);

        double[] factors = course.factors(
                window.with(Features.DEMAND, TimeSeries.ofObserved(window.start(), window.step(), demand)));

        assertThat(factors[27 * BurstLoad.DAY + 12 * 60]).isEqualTo(1);
        assertThat(factors[27 * BurstLoad.DAY + 12 * 60 + 7]).isGreaterThan(2);
    }

    private static FitRequest request(BurstLoad load) {
        int trainEnd = 20 * BurstLoad.DAY;
        return FitRequest.of(load.window(), trainEnd, load.zone(), 1, TrainingProgress.NONE);
    }

    private static double at(BurstLoad load, double[] factors, String time) {
        return factors[
                (int) Duration.between(load.window().start(), Instant.parse(time))
                        .toMinutes()];
    }
}
