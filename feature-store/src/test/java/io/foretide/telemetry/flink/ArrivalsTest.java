package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    @Test
    void whatIsToldAtOnceIsMeasuredFromLookToLook() {
        Arrivals arrivals = new Arrivals(look(0, 1_000, 50));
        assertThat(arrivals.perSecond(look(1, 1_080, 70))).hasValue(100);
        assertThat(arrivals.perSecond(look(2, 1_300, 0))).hasValue(150);
        assertThat(arrivals.perSecond(look(3, 1_300, 0))).as("quiet").hasValue(0);
        assertThat(arrivals.perSecond(look(63, 7_300, 0))).hasValue(100);
    }

    @Test
    void eatingUpTheLastFetchIsNoLull() {
        Arrivals arrivals = new Arrivals(look(0, 0, 400));
        assertThat(arrivals.perSecond(look(1, 200, 300))).hasValue(100);
        assertThat(arrivals.perSecond(look(2, 400, 200))).hasValue(100);
        assertThat(arrivals.perSecond(look(3, 600, 0)))
                .as("nothing waits, as far as known")
                .hasValue(100);
        assertThat(arrivals.perSecond(look(4, 800, 0)).orElseThrow()).isCloseTo(100, within(1e-9));
    }

    /** Each partition tells what waits every 6 s, the second one second after the first. */
    @Test
    void partitionsThatTellAtDifferentTimesDoNotMakeSpikes() {
        double read = 0;
        Arrivals arrivals = new Arrivals(look(0, 0, 10_000));
        List<Double> rates = new ArrayList<>();
        for (int second = 1; second <= 120; second++) {
            read += 150;
            double told = 50 * (second / 6 * 6) + 50 * ((second - 1) / 6 * 6);
            OptionalDouble rate = arrivals.perSecond(look(second, read, 10_000 + told - read));
            if (second < 6) {
                assertThat(rate).as("second %s", second).isEmpty();
            }
            if (second > 20) {
                assertThat(rate.orElseThrow()).as("second %s", second).isBetween(75.0, 130.0);
                rates.add(rate.orElseThrow());
            }
        }
        assertThat(rates.stream().mapToDouble(rate -> rate).average().orElseThrow())
                .isCloseTo(100, within(10.0));
    }

    @Test
    void aBacklogThatDoesNotGrowForHalfAMinuteIsBelieved() {
        Arrivals arrivals = new Arrivals(look(0, 0, 10_000));
        for (int second = 1; second < 30; second++) {
            assertThat(arrivals.perSecond(look(second, 100 * second, 10_000 - 100 * second)))
                    .as("second %s", second)
                    .isEmpty();
        }
        assertThat(arrivals.perSecond(look(30, 3_000, 7_000))).hasValue(0);
        assertThat(arrivals.perSecond(look(90, 7_000, 3_000))).hasValue(0);
    }

    private static Look look(int second, double recordsIn, double lag) {
        Subtask subtask = new Subtask(1_000.0 * second, 0, 0, recordsIn, lag);
        return new Look("1", List.of(new Look.Vertex("a", true, true, List.of(subtask))));
    }
}
