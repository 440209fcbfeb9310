package io.foretide.planner.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.planner.learned.RatesBySize.Alike;
import io.foretide.planner.learned.RatesBySize.AtSize;
import io.foretide.planner.settings.LearningSettings;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.simulation.ScalingCurve;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of slots of which each processes 45 records/s alone: with a contention of a quarter, 16 of them 152 and 48 of them 169. */
class RatesBySizeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PlannerSettings PLANNER = PlannerSettings.defaults(4, 1, 12);
    private static final LearningSettings.BySize SETTINGS =
            PLANNER.tuning().learning().bySize();
    private static final ScalingCurve CONTENDED = new ScalingCurve(45, 0.25, 1);

    private RatesBySize rates = RatesBySize.UNKNOWN;

    private void measure(int times, double recordsPerSecond, int size, Instant at) {
        for (int i = 0; i < times; i++) {
            rates = rates.observe(new RateSample(recordsPerSecond / size, 0.8), size, PLANNER, at);
        }
    }

    private void measure(ScalingCurve curve, int... sizes) {
        for (int size : sizes) {
            measure(SETTINGS.minSamples(), curve.capacity(size), size, NOON);
        }
    }

    private Optional<Alike> alike(int most, Instant now) {
        return rates.alike(0.9, most, SETTINGS, now);
    }

    @Test
    void theSmallestSizeThatProcessesNearlyAsMuchIsFound() {
        measure(CONTENDED, 4, 20, 48, 19);
        Alike alike = alike(48, NOON).orElseThrow();
        assertThat(alike.few()).isEqualTo(19);
        assertThat(alike.many()).isEqualTo(48);
        assertThat(alike.byFew()).isCloseTo(CONTENDED.capacity(19), within(1e-9));
        assertThat(alike.byMany()).isCloseTo(CONTENDED.capacity(48), within(1e-9));
        assertThat(alike(47, NOON)).as("the largest allowed is 20").isEmpty();
    }

    @Test
    void betweenTwoSizesItIsNoMoreThanOneThatIsReallyEnough() {
        measure(CONTENDED, 12, 32, 48);
        Alike alike = alike(48, NOON).orElseThrow();
        assertThat(alike.few()).isEqualTo(21);
        assertThat(alike.byFew()).isBetween(0.9 * CONTENDED.capacity(48) - 1e-9, CONTENDED.capacity(21));
    }

    @Test
    void nothingIsConcludedFromSizesThatTellNothing() {
        assertThat(alike(48, NOON)).isEmpty();
        measure(CONTENDED, 48);
        assertThat(alike(48, NOON)).as("one size").isEmpty();
        measure(CONTENDED, 32, 4);
        assertThat(alike(48, NOON)).as("too close, and too little").isEmpty();
        measure(SETTINGS.minSamples() - 1, CONTENDED.capacity(20), 20, NOON);
        assertThat(alike(48, NOON)).as("too few measurements").isEmpty();
    }

    @Test
    void slotsOfWhichEachBringsTheSameAreAllWorthIt() {
        measure(ScalingCurve.linear(45), 4, 8, 24);
        assertThat(alike(48, NOON)).isEmpty();
    }

    @Test
    void aLargeSizeIsTriedAgainAfterADay() {
        measure(CONTENDED, 20, 48);
        Instant later = NOON.plus(SETTINGS.ofLate());
        assertThat(alike(48, later.minus(Duration.ofMinutes(1)))).isPresent();
        assertThat(alike(48, later)).isEmpty();
        measure(SETTINGS.minSamples(), CONTENDED.capacity(20), 20, later);
        measure(SETTINGS.minSamples() - 1, CONTENDED.capacity(48), 48, later);
        assertThat(alike(48, later)).as("begins anew").isEmpty();
        measure(1, CONTENDED.capacity(48), 48, later);
        assertThat(alike(48, later)).isPresent();
    }

    @Test
    void theOtherSizesOfAJobThatHasChangedAreForgotten() {
        measure(CONTENDED, 20, 48);
        measure(5, 1.4 * CONTENDED.capacity(20), 20, NOON);
        assertThat(alike(48, NOON)).as("noise").isPresent();
        measure(60, 2 * CONTENDED.capacity(20), 20, NOON);
        assertThat(rates.sizes()).extracting(AtSize::parallelism).containsExactly(20);
        measure(SETTINGS.minSamples(), 2 * CONTENDED.capacity(48), 48, NOON);
        assertThat(alike(48, NOON)).as("and known again").isPresent();
        measure(60, CONTENDED.capacity(48), 48, NOON);
        assertThat(rates.sizes()).as("slower again").hasSize(1);
    }

    @Test
    void aJobThatStandsStillTellsNothing() {
        measure(SETTINGS.minSamples(), 0, 4, NOON);
        measure(SETTINGS.minSamples(), 0, 48, NOON);
        assertThat(rates).isEqualTo(RatesBySize.UNKNOWN);
    }

    @Test
    void onlyTheSizesMeasuredLastAreRemembered() {
        for (int size = 1; size <= 40; size++) {
            measure(1, 45 * size, size, NOON);
        }
        assertThat(rates.sizes()).hasSize(SETTINGS.maxSizes());
        assertThat(rates.sizes().get(SETTINGS.maxSizes() - 1).parallelism()).isEqualTo(40);
    }
}
