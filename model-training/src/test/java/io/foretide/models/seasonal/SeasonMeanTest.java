package io.foretide.models.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.models.inputs.DemandHistory;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.training.DemandTransform;
import io.foretide.training.Synthetic;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeasonMeanTest {
    private static final ZoneId NEW_YORK = Synthetic.NEW_YORK;

    private static final ProfileLevel PROFILE_LEVEL =
            new ProfileLevel(NEW_YORK, SeasonalProfile.Recipe.weekly(DemandTransform.Root.COUNTS, 0));

    @Test
    void isTheMeanOfTheSameMinuteOfFourWeeks() {
        int week = 7 * 24 * 60;
        double[] demand = new double[4 * week];
        for (int k = 0; k < 4; k++) {
            demand[k * week + 100] = 10 * (k + 1);
        }

        double profile = fourWeeks(Synthetic.demand(demand), NEW_YORK).at(4 * week - 1);
        FeatureWindow longer = Synthetic.demand(java.util.Arrays.copyOf(demand, 4 * week + 101));
        double expected = (DemandTransform.Root.COUNTS.of(10)
                        + DemandTransform.Root.COUNTS.of(20)
                        + DemandTransform.Root.COUNTS.of(30)
                        + DemandTransform.Root.COUNTS.of(40))
                / 4;

        assertThat(profile).isEqualTo(DemandTransform.Root.COUNTS.of(0));
        assertThat(fourWeeks(longer, NEW_YORK).at(4 * week + 100)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void followsTheLocalClockOverTheChangeToSummerTime() {
        // A peak at 08:00 in New York; summer time began on 1 April 2001.
        FeatureWindow window = dailyPeakAtEightLocal(100);
        int eight = index(Instant.parse("2001-04-03T12:00:00Z"));

        SeasonMean profile = fourWeeks(window, NEW_YORK);

        assertThat(DemandTransform.Root.COUNTS.demand(profile.at(eight))).isCloseTo(1000, within(1e-6));
        assertThat(DemandTransform.Root.COUNTS.demand(profile.at(eight + 60))).isCloseTo(10, within(1e-6));
        assertThat(DemandTransform.Root.COUNTS.demand(
                        fourWeeks(window, ZoneId.of("UTC")).at(eight)))
                .isCloseTo(10, within(1e-6));
    }

    @Test
    void shiftsTheProfileToTheLevelOfTheLastQuarterHour() {
        int week = 7 * 24 * 60;
        double[] demand = new double[week + 200];
        java.util.Arrays.fill(demand, 100);
        java.util.Arrays.fill(demand, week, demand.length, 400);
        demand[300] = 225;

        double[] path = PROFILE_LEVEL.predict(Synthetic.demand(demand), new int[] {week + 199})[0];

        assertThat(path[0]).isCloseTo(400, within(1e-9));
    }

    @Test
    void isFlatWithoutAWeekOfHistory() {
        double[] demand = new double[60];
        java.util.Arrays.fill(demand, 45, 60, 50);

        double[] path = PROFILE_LEVEL.predict(Synthetic.demand(demand), new int[] {59})[0];

        assertThat(path).containsOnly(path[0]);
        assertThat(path[0]).isCloseTo(50, within(1e-9));
    }

    @Test
    void transformAndBackIsTheSameDemand() {
        assertThat(DemandTransform.Root.COUNTS.demand(DemandTransform.Root.COUNTS.of(123.4)))
                .isCloseTo(123.4, within(1e-9));
        assertThat(DemandTransform.Root.COUNTS.of(-3)).isEqualTo(DemandTransform.Root.COUNTS.of(0));
    }

    private static SeasonMean fourWeeks(FeatureWindow window, ZoneId zone) {
        return new SeasonMean(new DemandHistory(window, zone), DemandTransform.Root.COUNTS, Season.FOUR_WEEKS);
    }

    private static FeatureWindow dailyPeakAtEightLocal(int days) {
        double[] demand = new double[days * 24 * 60];
        for (int i = 0; i < demand.length; i++) {
            var local = Synthetic.START.plus(Duration.ofMinutes(i)).atZone(NEW_YORK);
            demand[i] = local.getHour() == 8 ? 1000 : 10;
        }
        return Synthetic.window(Map.of(Features.DEMAND, demand));
    }

    private static int index(Instant time) {
        return (int) Duration.between(Synthetic.START, time).toMinutes();
    }
}
