package io.foretide.datasets.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightCountsTest {
    private static final Minutes DAY =
            Minutes.between(Instant.parse("2001-04-01T00:00:00Z"), Instant.parse("2001-04-02T00:00:00Z"));
    private static final Airport JFK = Airport.of("JFK", "NY", 40.6);
    private static final Airport LAX = Airport.of("LAX", "CA", 33.9);

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2001-04-01T01:59, 06:59",
        "America/New_York, 2001-04-01T02:30, 07:30",
        "America/New_York, 2001-04-01T03:00, 07:00",
        "America/Phoenix, 2001-04-01T03:00, 10:00",
        "America/Indiana/Indianapolis, 2001-04-01T08:00, 13:00",
        "America/Chicago, 2001-04-01T08:00, 13:00",
        "Pacific/Honolulu, 2001-03-31T20:00, 06:00",
    })
    void convertsLocalTimesByTheRulesOf2001(String zone, LocalDateTime local, String utc) {
        int minute = DAY.indexOf(local, ZoneId.of(zone));
        assertThat(DAY.timeAt(minute)).isEqualTo("2001-04-01T" + utc + ":00Z");
    }

    @Test
    void countsAFlightAsAirborneFromDepartureToLanding() {
        assertThat(FlightCounts.flightMinutes(730)).isEqualTo(115);
        FlightCounts counts = new FlightCounts(DAY);
        counts.add(JFK, LocalDateTime.parse("2001-04-01T08:00"), 730);
        counts.add(JFK, LocalDateTime.parse("2001-04-01T08:10"), 73);
        int noon = 12 * 60;
        int[] airborne = counts.airborne();
        assertThat(airborne[noon - 1]).isZero();
        assertThat(airborne[noon]).isEqualTo(1);
        assertThat(airborne[noon + 10]).isEqualTo(2);
        assertThat(airborne[noon + 34]).isEqualTo(2);
        assertThat(airborne[noon + 35]).isEqualTo(1);
        assertThat(airborne[noon + 114]).isEqualTo(1);
        assertThat(airborne[noon + 115]).isZero();
    }

    @Test
    void keepsFlightsInTheAirThatLeftBeforeOrLandAfterTheRange() {
        FlightCounts counts = new FlightCounts(DAY);
        counts.add(JFK, LocalDateTime.parse("2001-03-31T18:30"), 730);
        counts.add(JFK, LocalDateTime.parse("2001-04-01T19:59"), 730);
        counts.add(JFK, LocalDateTime.parse("2001-04-01T20:00"), 730);
        int[] airborne = counts.airborne();
        assertThat(airborne[0]).isEqualTo(1);
        assertThat(airborne[84]).isEqualTo(1);
        assertThat(airborne[85]).isZero();
        assertThat(airborne[1439]).isEqualTo(1);
        assertThat(counts.used()).isEqualTo(1);
        assertThat(counts.outside()).isEqualTo(2);
    }

    @Test
    void countsAnAirportAsActiveForAnHour() {
        FlightCounts counts = new FlightCounts(DAY);
        counts.add(JFK, LocalDateTime.parse("2001-04-01T08:00"), 73);
        counts.add(JFK, LocalDateTime.parse("2001-04-01T08:30"), 73);
        counts.add(LAX, LocalDateTime.parse("2001-04-01T06:00"), 73);
        int[] active = counts.activeAirports();
        int noon = 12 * 60;
        assertThat(active[noon - 1]).isZero();
        assertThat(active[noon]).isEqualTo(1);
        assertThat(active[noon + 60]).isEqualTo(2);
        assertThat(active[noon + 89]).isEqualTo(2);
        assertThat(active[noon + 90]).isEqualTo(1);
        assertThat(active[noon + 119]).isEqualTo(1);
        assertThat(active[noon + 120]).isZero();
    }

    @Test
    void countsDeparturesByRegion() {
        FlightCounts counts = new FlightCounts(DAY);
        counts.add(JFK, LocalDateTime.parse("2001-04-01T08:00"), 73);
        counts.add(LAX, LocalDateTime.parse("2001-04-01T05:00"), 73);
        counts.add(LAX, LocalDateTime.parse("2001-04-01T05:00"), 73);
        assertThat(counts.departures(12 * 60)).isEqualTo(3);
        assertThat(counts.departures(12 * 60, Region.CALIFORNIA_SOUTH)).isEqualTo(2);
        assertThat(counts.departures(12 * 60, Region.NEW_YORK)).isEqualTo(1);
        assertThat(counts.departures(12 * 60, Region.TEXAS)).isZero();
    }
}
