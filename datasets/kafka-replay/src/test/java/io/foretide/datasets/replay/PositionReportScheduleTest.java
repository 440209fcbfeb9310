package io.foretide.datasets.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.foretide.datasets.FlightsDataset;
import io.foretide.datasets.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionReportScheduleTest {
    private static final Instant START = Instant.parse("2001-06-13T06:30:00Z");
    private static final Trace FLIGHTS = FlightsDataset.load();
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private static Trace trace() {
        return new Trace(
                "t",
                START,
                Duration.ofMinutes(1),
                Map.of(
                        "departures", new double[] {5, 2, 0},
                        "airborne", new double[] {4, 5, 0},
                        "region_texas", new double[] {1, 0, 0},
                        "region_illinois", new double[] {0, 1, 0}),
                new boolean[] {true, true, true});
    }

    private static PositionReportSchedule schedule() {
        return new PositionReportSchedule(trace(), trace().load("airborne"), TEN_SECONDS);
    }

    @Test
    void sendsOneReportPerFlightAndIntervalAllOverADayOfFlights() {
        PositionReportSchedule schedule =
                new PositionReportSchedule(FLIGHTS, FLIGHTS.load(FlightsDataset.AIRBORNE), TEN_SECONDS);
        double[] airborne = FLIGHTS.load(FlightsDataset.AIRBORNE);
        int first = FLIGHTS.indexOf(Instant.parse("2001-06-13T00:00:00Z"));
        for (int step = first; step < first + 1440; step += 7) {
            assertThat(schedule.records(step)).isEqualTo((int) airborne[step] * 6);
            Set<String> keys = new HashSet<>();
            for (int k = 0; k < schedule.records(step); k++) {
                keys.add(schedule.report(step, k).key());
            }
            assertThat(keys).as("flights at " + FLIGHTS.timeAt(step)).hasSize((int) airborne[step]);
        }
    }

    @Test
    void drawsTheRegionsOfFlightsInProportionToTheHeatMap() {
        PositionReportSchedule schedule =
                new PositionReportSchedule(FLIGHTS, FLIGHTS.load(FlightsDataset.AIRBORNE), TEN_SECONDS);
        int noon = FLIGHTS.indexOf(Instant.parse("2001-06-13T20:00:00Z"));
        Map<String, Integer> counts = new HashMap<>();
        int flightsInTheAir = schedule.records(noon) / 6;
        for (int k = 0; k < flightsInTheAir; k++) {
            counts.merge(schedule.report(noon, k).region(), 1, Integer::sum);
        }
        assertThat(counts).hasSize(16).doesNotContainKey("unknown");
        assertThat(counts.get("texas") / (double) flightsInTheAir).isBetween(0.08, 0.17);
    }

    @Test
    void takesTheFlightsThatDepartedLast() {
        PositionReport first = schedule().report(0, 0);
        assertThat(first.key()).isEqualTo("F0000002");
        assertThat(schedule().report(0, 3).key()).isEqualTo("F0000005");
        assertThat(schedule().report(0, 4).key()).isEqualTo("F0000002");
        assertThat(schedule().report(1, 0).key()).isEqualTo("F0000003");
    }

    @Test
    void keepsTheRegionOfAFlightFromItsDepartureOn() {
        assertThat(schedule().report(0, 3)).extracting(PositionReport::region).isEqualTo("texas");
        assertThat(schedule().report(1, 2)).isEqualTo(new PositionReport(5, "texas", 7, START.getEpochSecond() + 64));
        assertThat(schedule().report(1, 3)).extracting(PositionReport::region).isEqualTo("illinois");
    }

    @Test
    void writesFlightRegionSequenceAndTime() {
        assertThat(schedule().report(0, 5).valueBytes())
                .asString()
                .isEqualTo("F0000003,texas,1," + (START.getEpochSecond() + 12));
    }

    @Test
    void numbersTheReportsOfAFlightUpwards() {
        Map<Long, Long> last = new HashMap<>();
        for (int step = 0; step < 2; step++) {
            for (int k = 0; k < schedule().records(step); k++) {
                PositionReport report = schedule().report(step, k);
                Long before = last.put(report.flight(), report.sequence());
                assertThat(report.sequence()).isGreaterThan(before == null ? -1 : before);
            }
        }
    }

    @Test
    void spreadsTheRecordsEvenlyOverTheStep() {
        PositionReportSchedule schedule = schedule();
        int records = schedule.records(0);
        int before = 0;
        int largest = 0;
        for (long millis = 0; millis <= 60_000; millis += 100) {
            int due = schedule.due(0, millis);
            assertThat(due).isBetween(before, (int) (millis * records / 60_000) + 1);
            largest = Math.max(largest, due - before);
            before = due;
        }
        assertThat(before).isEqualTo(records).isEqualTo(24);
        assertThat(largest).isEqualTo(1);
    }

    @Test
    void hasNothingDueBeforeTheStepAndWithoutFlights() {
        assertThat(schedule().due(0, -1)).isZero();
        assertThat(schedule().due(2, 60_000)).isZero();
        assertThat(schedule().due(0, 1_000_000)).isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13, 60, 90})
    void roundsTheRecordsOfAStepForAnyInterval(int seconds) {
        PositionReportSchedule schedule =
                new PositionReportSchedule(trace(), trace().load("airborne"), Duration.ofSeconds(seconds));
        assertThat(schedule.records(1)).isEqualTo((int) Math.round(5 * 60.0 / seconds));
    }

    @Test
    void usesTheSameNumbersAgainForATraceWithoutDepartures() {
        Trace plain = new Trace(
                "t", START, Duration.ofMinutes(5), Map.of("value", new double[] {2, 3}), new boolean[] {true, true});
        PositionReportSchedule schedule = new PositionReportSchedule(plain, plain.load("value"), TEN_SECONDS);
        assertThat(schedule.records(0)).isEqualTo(60);
        assertThat(schedule.report(1, 2)).isEqualTo(new PositionReport(3, "unknown", 31, START.getEpochSecond() + 306));
    }

    @Test
    void refusesAnIntervalOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PositionReportSchedule(trace(), trace().load("airborne"), Duration.ZERO))
                .withMessageContaining("PT0S");
    }
}
