package io.foretide.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightsDatasetTest {
    private static final Trace TRACE = FlightsDataset.load();

    @Test
    void coversEveryMinuteOfTheHalfYear() {
        assertThat(TRACE.size()).isEqualTo(260_640);
        assertThat(TRACE.start()).isEqualTo("2001-01-01T00:00:00Z");
        assertThat(TRACE.end()).isEqualTo("2001-07-01T00:00:00Z");
        assertThat(TRACE.step()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void hasTheColumnsItNames() {
        List<String> expected = new ArrayList<>(
                List.of(FlightsDataset.DEPARTURES, FlightsDataset.AIRBORNE, FlightsDataset.ACTIVE_AIRPORTS));
        expected.addAll(FlightsDataset.REGIONS);
        expected.addAll(FlightsDataset.HOLIDAYS);
        assertThat(TRACE.columns()).isEqualTo(expected);
    }

    @Test
    void holdsAlmostAllOfThreeMillionFlights() {
        assertThat(Arrays.stream(TRACE.load(FlightsDataset.DEPARTURES)).sum()).isEqualTo(2_997_134);
    }

    @Test
    void givesSharesThatAddUpToOneOrNothing() {
        double[] departures = TRACE.load(FlightsDataset.DEPARTURES);
        double[] sums = new double[TRACE.size()];
        for (String region : FlightsDataset.REGIONS) {
            double[] shares = TRACE.load(region);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += shares[i];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            double expected = departures[i] > 0 ? 1 : 0;
            if (Math.abs(sums[i] - expected) > 0.008) {
                assertThat(sums[i]).as("shares at " + TRACE.timeAt(i)).isEqualTo(expected);
            }
        }
    }

    @Test
    void keepsAirborneWithinWhatDepartedInTheLastTwelveHours() {
        double[] airborne = TRACE.load(FlightsDataset.AIRBORNE);
        double[] departures = TRACE.load(FlightsDataset.DEPARTURES);
        double recent = 0;
        for (int i = 0; i < airborne.length; i++) {
            recent += departures[i] - (i >= 720 ? departures[i - 720] : 0);
            if (airborne[i] > recent || (TRACE.observed(i) && airborne[i] == 0)) {
                assertThat(airborne[i]).as("airborne at " + TRACE.timeAt(i)).isBetween(1.0, recent);
            }
        }
    }

    @Test
    void marksTheFirstFourteenHoursAsNotObserved() {
        assertThat(TRACE.observed(14 * 60 - 1)).isFalse();
        assertThat(TRACE.observed(14 * 60)).isTrue();
    }
}
