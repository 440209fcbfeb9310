package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWatchTest {
    private static final Instant T0 = Instant.parse("2026-05-01T10:00:00Z");

    private Instant wall = T0;
    private long nanos;

    @ParameterizedTest(name = "set by {0}, at speed {1}: {2}")
    @CsvSource({
        "PT0S, 1, PT0S",
        "PT9S, 1, PT0S",
        "PT-9S, 1, PT0S",
        "PT1H, 1, PT1H",
        "PT-1H, 1, PT-1H",
        "PT0S, 60, PT0S",
        "PT9S, 60, PT0S",
        "PT-1M, 60, PT-1H"
    })
    void whatIsMoreThanTimeThatPassedIsAJump(Duration set, double speed, Duration expected) {
        Clock real = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return wall;
            }
        };
        ClockWatch watch = new ClockWatch(new ScaledClock(real, T0, T0, speed), () -> nanos);
        pass(Duration.ofMinutes(1));
        assertThat(watch.jump()).isZero();
        pass(Duration.ofMinutes(1));
        wall = wall.plus(set);
        assertThat(watch.jump()).isEqualTo(expected);
        pass(Duration.ofMinutes(1));
        assertThat(watch.jump()).isZero();
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }
}
