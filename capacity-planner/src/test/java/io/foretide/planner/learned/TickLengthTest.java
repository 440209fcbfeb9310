package io.foretide.planner.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Timing;
import io.foretide.telemetry.JobMetrics;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is learned counts time, not ticks. */
class TickLengthTest {
    private static final Instant T0 = Instant.parse("2001-06-13T06:30:00Z");

    private static PlannerSettings every(Duration tick) {
        PlannerSettings settings = PlannerSettings.defaults(2, 1, 8);
        Timing timing = settings.timing();
        return settings.withTiming(new Timing(tick, timing.maxTelemetryAge(), timing.maxForecastAge()));
    }

    @ParameterizedTest
    @CsvSource({"PT10S,18", "PT30S,6", "PT1M,3", "PT90S,2", "PT10M,2"})
    void theLevelOfDemandTakesThreeMinutesAndTwoMeasurementsAtLeast(Duration tick, int measurements) {
        PlannerSettings settings = every(tick);
        RecentDemand demand = RecentDemand.none();
        for (int i = 0; i < measurements; i++) {
            assertThat(demand.isSettled(settings)).isFalse();
            demand = demand.observe(i, settings, T0.plus(tick.multipliedBy(i)));
        }
        assertThat(demand.isSettled(settings)).isTrue();
        assertThat(demand.level(settings)).isEqualTo((measurements - 1) / 2.0);
        RecentDemand later = demand.observe(measurements, settings, T0.plus(tick.multipliedBy(measurements)));
        assertThat(later.level(settings)).isEqualTo((measurements + 1) / 2.0);
    }

    @Test
    void sixTicksOfTenSecondsMoveTheMarginAsOneOfAMinute() {
        RiskMargin missed = RiskMargin.NEUTRAL;
        RiskMargin kept = RiskMargin.NEUTRAL;
        for (int i = 0; i < 6; i++) {
            missed = missed.missed(0.3, every(Duration.ofSeconds(10)));
            kept = kept.kept(every(Duration.ofSeconds(10)));
        }
        PlannerSettings minute = every(Duration.ofMinutes(1));
        assertThat(missed.factor())
                .isEqualTo(RiskMargin.NEUTRAL.missed(0.3, minute).factor(), within(1e-12));
        assertThat(kept.factor()).isEqualTo(RiskMargin.NEUTRAL.kept(minute).factor(), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"PT10S", "PT30S"})
    void tenMinutesRenewTheRateHoweverShortATickIs(Duration tick) {
        assertThat(rateAfterTenMinutes(tick))
                .isCloseTo(rateAfterTenMinutes(Duration.ofMinutes(1)), within(2.0))
                .isBetween(145.0, 160.0);
    }

    /** Of a job whose slots, believed to carry 100 records/s, carry 180. */
    private static double rateAfterTenMinutes(Duration tick) {
        PlannerSettings settings = every(tick);
        TrueProcessingRate rate = TrueProcessingRate.startingFrom(OptionalDouble.of(100), settings.rateLearning());
        for (Duration passed = Duration.ZERO; Durations.isLonger(Duration.ofMinutes(10), passed); ) {
            rate = rate.observe(new JobMetrics(720, 720, 1, 0, 0, 720), 4, settings);
            passed = passed.plus(tick);
        }
        return rate.recordsPerSecondPerSlot().orElseThrow();
    }

    @Test
    void whatWasMeasuredBeforeALongSilenceIsNotRecent() {
        PlannerSettings settings = every(Duration.ofMinutes(1));
        RecentDemand demand = RecentDemand.none().observe(100, settings, T0);
        assertThat(demand.observe(300, settings, T0.plus(Duration.ofMinutes(20)))
                        .level(settings))
                .isEqualTo(200);
        assertThat(demand.observe(300, settings, T0.plus(Duration.ofMinutes(21)))
                        .level(settings))
                .isEqualTo(300);
    }
}
