package io.foretide.planner.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobMetrics;
import io.foretide.text.Json;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrueProcessingRateTest {
    private static final PlannerSettings SETTINGS = PlannerSettings.defaults(2, 1, 12);
    private static final TrueProcessingRate UNKNOWN =
            TrueProcessingRate.startingFrom(OptionalDouble.empty(), SETTINGS.rateLearning());

    /** After measurements of a job that is busy all the time on four slots. */
    private static TrueProcessingRate after(TrueProcessingRate before, double... perSlot) {
        return Arrays.stream(perSlot)
                .boxed()
                .reduce(
                        before,
                        (rate, slot) ->
                                rate.observe(new JobMetrics(4 * slot, 4 * slot, 1, 0, 0, 4 * slot), 4, SETTINGS),
                        (one, other) -> other);
    }

    private static double estimate(TrueProcessingRate rate) {
        return rate.recordsPerSecondPerSlot().orElseThrow();
    }

    @Test
    void theFirstMeasurementIsARate() {
        assertThat(UNKNOWN.recordsPerSecondPerSlot()).isEmpty();
        assertThat(estimate(after(UNKNOWN, 100))).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"0.01", "0.1", "0.5", "0.9", "1.1", "2", "10", "100"})
    void oneLieAtTheStartIsOutvotedByTheThirdMeasurement(double times) {
        TrueProcessingRate lied = after(UNKNOWN, 100 * times);
        assertThat(estimate(after(lied, 100))).isLessThanOrEqualTo(100);
        assertThat(estimate(after(lied, 100, 100))).isEqualTo(100);
        assertThat(estimate(after(lied, 100, 100, 100, 100, 100, 100))).isCloseTo(100, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.01", "0.5", "2", "100"})
    void twoLiesOfFiveAreOutvoted(double times) {
        assertThat(estimate(after(UNKNOWN, 100 * times, 100 * times, 100, 100, 100)))
                .isEqualTo(100);
        assertThat(estimate(after(UNKNOWN, 100, 100 * times, 100, 100 * times, 100)))
                .isEqualTo(100);
    }

    @Test
    void afterTheFirstFewItFollowsTheJob() {
        TrueProcessingRate five = after(UNKNOWN, 100, 101, 99, 100, 100);
        assertThat(five.samples()).isEqualTo(5);
        assertThat(five.first()).isEmpty();
        assertThat(estimate(after(five, 200))).isBetween(105.0, 125.0);
    }

    @Test
    void whatTheUserKnowsCountsForManyMeasurements() {
        TrueProcessingRate known = TrueProcessingRate.startingFrom(OptionalDouble.of(100), SETTINGS.rateLearning());
        assertThat(estimate(after(known, 1_000))).isBetween(105.0, 125.0);
    }

    @Test
    void aMemoryKeepsTheFirstFewAndOneOfBeforeIsRead() {
        TrueProcessingRate two = after(UNKNOWN, 100, 90);
        assertThat(Json.read(Json.line(two), TrueProcessingRate.class)).isEqualTo(two);
        String before = "{\"recordsPerSecondPerSlot\":100.0,\"deviation\":0.1,\"samples\":2}";
        assertThat(after(Json.read(before, TrueProcessingRate.class), 190).samples())
                .isEqualTo(3);
    }
}
