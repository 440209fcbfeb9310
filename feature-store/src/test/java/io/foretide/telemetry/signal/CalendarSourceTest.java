package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.Features;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalendarSourceTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void timeIsThatOfTheUsers() {
        CalendarSource calendar = new CalendarSource(NEW_YORK, List.of(), Optional.empty());
        assertThat(calendar.features()).containsExactly(Features.HOUR, Features.WEEKDAY, Features.DAY_OF_MONTH);
        assertThat(calendar.valuesAt(Instant.parse("2026-03-02T03:30:00Z")))
                .isEqualTo(Map.of(Features.HOUR, 22.0, Features.WEEKDAY, 7.0, Features.DAY_OF_MONTH, 1.0));
    }

    @Test
    void holidaysAndTheDaysAroundThemAreMarked() {
        CalendarSource calendar = new CalendarSource(NEW_YORK, List.of("us"), Optional.empty());
        assertThat(calendar.features()).contains(Features.HOLIDAY);
        assertThat(holiday(calendar, "2025-12-25T12:00:00Z")).isEqualTo(1);
        assertThat(holiday(calendar, "2025-12-24T12:00:00Z")).isEqualTo(0.5);
        assertThat(holiday(calendar, "2025-12-26T12:00:00Z")).isEqualTo(0.5);
        assertThat(holiday(calendar, "2025-12-26T04:59:00Z"))
                .as("still Christmas in New York")
                .isEqualTo(1);
        assertThat(holiday(calendar, "2025-12-20T12:00:00Z")).isZero();
    }

    private static double holiday(CalendarSource calendar, String time) {
        return calendar.valuesAt(Instant.parse(time)).get(Features.HOLIDAY);
    }

    @Test
    void ofSeveralCountriesAHolidayIsTheirMean() {
        CalendarSource calendar =
                new CalendarSource(ZoneId.of("Europe/Berlin"), List.of("de", "FR", "US", "de-by"), Optional.empty());
        assertThat(holiday(calendar, "2025-12-25T12:00:00Z")).as("all").isEqualTo(1);
        assertThat(holiday(calendar, "2025-07-14T12:00:00Z")).as("France").isEqualTo(0.25);
        assertThat(holiday(calendar, "2026-01-06T12:00:00Z")).as("Bavaria").isEqualTo(0.25);
        assertThat(holiday(calendar, "2025-07-04T12:00:00Z")).as("the States").isEqualTo(0.25);
        assertThat(holiday(calendar, "2025-10-03T12:00:00Z"))
                .as("Germany, so Bavaria too")
                .isEqualTo(0.5);
        assertThat(holiday(calendar, "2025-12-26T12:00:00Z"))
                .as("Germany and Bavaria wholly, France and the States half")
                .isEqualTo(0.75);
    }

    @Test
    void anUnknownRegionIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> new CalendarSource(NEW_YORK, List.of("de", "GB-XX"), Optional.empty()))
                .hasMessageContaining(
                        "\"GB-XX\": must be GB as a whole or a region of it with known holidays: GB-ENG, GB-NIR, GB-SCT, GB-WLS");
        assertThatThrownBy(() -> new CalendarSource(NEW_YORK, List.of("DE-BY-ZZ"), Optional.empty()))
                .hasMessageContaining("DE-BY-AG");
        assertThatThrownBy(() -> new CalendarSource(NEW_YORK, List.of("SE-X"), Optional.empty()))
                .hasMessageContaining("must be SE as a whole\nMaybe");
    }

    @Test
    void anUnknownCountryIsNamed() {
        assertThatThrownBy(() -> new CalendarSource(NEW_YORK, List.of("xx"), Optional.empty()))
                .hasMessageContaining("\"xx\": must be a country with known holidays: AD, AE")
                .hasMessageContaining("UG, UM, US")
                .hasMessageContaining("\nMaybe list the holidays in an events file");
    }

    @Test
    void eventsHoldFromTheirBeginningToBeforeTheirEnd() {
        Event sale = new Event(Instant.parse("2026-05-01T08:00:00Z"), Instant.parse("2026-05-01T09:00:00Z"), "sale", 2);
        CalendarSource calendar =
                new CalendarSource(NEW_YORK, List.of(), Optional.of(new EventCalendar(List.of(sale))));
        assertThat(event(calendar, "2026-05-01T07:59:59Z")).isZero();
        assertThat(event(calendar, "2026-05-01T08:00:00Z")).isEqualTo(1);
        assertThat(event(calendar, "2026-05-01T09:00:00Z")).isZero();
    }

    private static double event(CalendarSource calendar, String time) {
        return calendar.valuesAt(Instant.parse(time)).get(Features.EVENT);
    }

    @Test
    void whatIsPlannedIsKnownHalfAnHourAhead() {
        Event sale = new Event(Instant.parse("2025-11-28T05:00:00Z"), Instant.parse("2025-11-28T06:00:00Z"), "sale", 1);
        CalendarSource calendar =
                new CalendarSource(NEW_YORK, List.of("us"), Optional.of(new EventCalendar(List.of(sale))));

        assertThat(calendar.valuesAt(Instant.parse("2025-11-28T04:29:00Z")))
                .containsEntry(Features.EVENT_AHEAD, 0.0)
                .containsEntry(Features.HOLIDAY_AHEAD, 1.0);
        assertThat(calendar.valuesAt(Instant.parse("2025-11-28T04:30:00Z")))
                .containsEntry(Features.EVENT, 0.0)
                .containsEntry(Features.EVENT_AHEAD, 1.0)
                .containsEntry(Features.HOLIDAY, 1.0)
                .containsEntry(Features.HOLIDAY_AHEAD, 0.5);
        assertThat(calendar.features())
                .containsExactlyElementsOf(
                        calendar.valuesAt(Instant.parse("2025-11-28T05:30:00Z")).keySet());
    }
}
