package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // the clock goes forward on 2026-03-29 at 2, and back on 2026-10-25 at 3
        "2026-03-27T12:00:00Z, 2026-03-28T01:30:00Z",
        "2026-03-28T01:30:00Z, 2026-03-29T01:30:00Z",
        "2026-03-29T01:29:59Z, 2026-03-29T01:30:00Z",
        "2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
        "2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z",
        "2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z"
    })
    void aDailyTimeFollowsTheLocalClock(Instant after, Instant next) {
        assertThat(CalendarTime.daily(LocalTime.of(2, 30), BERLIN).next(after)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T12:00:00Z, 2026-03-08T02:00:00Z",
        "2026-03-08T01:59:59Z, 2026-03-08T02:00:00Z",
        "2026-03-08T02:00:00Z, 2026-03-15T02:00:00Z",
        "2026-03-07T23:30:00Z, 2026-03-08T02:00:00Z"
    })
    void aWeeklyTimeIsOnItsLocalDay(Instant after, Instant next) {
        assertThat(new CalendarTime(Optional.of(DayOfWeek.SUNDAY), LocalTime.of(3, 0), BERLIN).next(after))
                .isEqualTo(next);
    }

    @Test
    void itIsShownAsItIsSaid() {
        assertThat(new CalendarTime(Optional.of(DayOfWeek.SUNDAY), LocalTime.of(3, 0), BERLIN))
                .hasToString("every sunday at 03:00 Europe/Berlin");
    }
}
