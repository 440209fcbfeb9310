package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.JobId;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhaseTest {
    private static final int JOBS = 6_000;
    private static final int SECONDS = 60;

    /** Jobs that have their turn in each second of a minute. */
    private static Integer[] turns(IntFunction<String> name) {
        Integer[] turns = new Integer[SECONDS];
        Arrays.fill(turns, 0);
        IntStream.range(0, JOBS).forEach(i -> turns[(int) (SECONDS * Phase.of(new JobId(name.apply(i))))]++);
        return turns;
    }

    @Test
    void jobsAreSpreadOverTheMinuteHoweverAlikeTheirNamesAre() {
        for (IntFunction<String> name : List.<IntFunction<String>>of(
                i -> "job-" + i, i -> "team-" + i % 20 + ".orders-" + i / 20, i -> "a".repeat(1 + i % 90) + i)) {
            assertThat(turns(name)).allSatisfy(jobs -> assertThat(jobs).isBetween(40, 180));
        }
    }

    @Test
    void aJobKeepsItsTime() {
        assertThat(Phase.of(new JobId("orders")))
                .isEqualTo(Phase.of(new JobId("orders")))
                .isBetween(0.0, 1.0);
    }
}
