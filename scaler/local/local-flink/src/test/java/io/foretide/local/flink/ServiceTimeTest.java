package io.foretide.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceTimeTest {
    private static final long MILLI = 1_000_000;

    private long now;
    private long slept;

    @ParameterizedTest
    @ValueSource(longs = {100_000, 1_200_000, 30_000_000})
    void givesABusySlotItsExactRateHoweverLateItWakes(long nanosPerRecord) {
        ServiceTime time = new ServiceTime(nanosPerRecord, () -> now, nanos -> sleep(nanos + 700_000));
        for (int i = 0; i < 10_000; i++) {
            time.serve();
            now += 20_000; // the framework's own work between two waiting records
        }
        assertThat((double) now).isCloseTo(10_000.0 * nanosPerRecord, within(6.0 * MILLI + nanosPerRecord));
    }

    @Test
    void takesNoCreditFromTimeWithoutRecords() {
        ServiceTime time = new ServiceTime(MILLI, () -> now, this::sleep);
        for (int i = 0; i < 1_000; i++) {
            time.serve();
            now += 10 * MILLI;
        }
        assertThat((double) slept).isCloseTo(1_000.0 * MILLI, within(5.0 * MILLI));
    }

    @Test
    void makesUpForAStallOnlyInPart() {
        ServiceTime time = new ServiceTime(10 * MILLI, () -> now, nanos -> sleep(nanos + 60_000 * MILLI));
        time.serve();
        long before = slept;
        for (int i = 0; i < 20; i++) {
            time.serve();
        }
        assertThat(slept).as("200 ms of credit").isEqualTo(before);
        time.serve();
        assertThat(slept).isGreaterThan(before);
    }

    private void sleep(long nanos) {
        slept += nanos;
        now += nanos;
    }
}
