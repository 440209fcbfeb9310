package io.foretide.planner.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailyPeriodTest {
    private static final LocalTime MORNING = LocalTime.of(1, 0);
    private static final LocalTime NIGHT = LocalTime.of(23, 0);

    @ParameterizedTest
    @CsvSource({"00:59,false", "01:00,true", "22:59,true", "23:00,false"})
    void holdsFromItsBeginningUntilBeforeItsEnd(LocalTime time, boolean holds) {
        assertThat(new DailyPeriod(MORNING, NIGHT, ZoneOffset.UTC).holds(at(time)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"22:59,false", "23:00,true", "00:30,true", "01:00,false"})
    void lastsOverMidnight(LocalTime time, boolean holds) {
        assertThat(new DailyPeriod(NIGHT, MORNING, ZoneOffset.UTC).holds(at(time)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"22:59,true", "20:59,false"})
    void goesByTheClocksOfItsZone(LocalTime utc, boolean holds) {
        assertThat(new DailyPeriod(NIGHT, MORNING, ZoneId.of("Europe/Paris")).holds(at(utc)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource("08:00")
    void refusesToEndWhenItBegins(LocalTime time) {
        assertThatThrownBy(() -> new DailyPeriod(time, time, ZoneOffset.UTC))
                .hasMessageContaining("08:00")
                .hasMessageContaining("two different times");
    }

    private static Instant at(LocalTime utc) {
        return Instant.parse("2001-06-13T" + utc + ":00Z");
    }
}
