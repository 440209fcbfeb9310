package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.telemetry.CappedVertex;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.MetricsGap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A source of one reader and the vertex that it feeds, with counters as a real Flink gave them. */
class MeasurementTest {
    private static final VertexAges AGELESS = new VertexAges(OptionalDouble.empty(), OptionalDouble.empty(), false);
    private final Measurement measurement = new Measurement(1);
    private int maxParallelism = 128;

    /** Counters after so many seconds; shares of time and counts are of the whole attempt. */
    private FlinkRestSource.Look look(
            double seconds, double read, double waiting, double blockedSeconds, double taken, double busySeconds) {
        double millis = seconds * 1_000;
        Subtask source = new Subtask(0, millis - blockedSeconds * 1_000, blockedSeconds * 1_000, read, read, waiting);
        Subtask work = new Subtask(busySeconds * 1_000, millis - busySeconds * 1_000, 0, taken, 0, 0);
        return measurement.take(new CounterSnapshot(
                "attempt", List.of(vertex("s", List.of(), source), vertex("work", List.of("s"), work))));
    }

    private CounterSnapshot.Vertex vertex(String name, List<String> inputs, Subtask subtask) {
        boolean source = inputs.isEmpty();
        return new CounterSnapshot.Vertex(
                name,
                name,
                source,
                !source,
                inputs,
                source ? 1 : 0,
                List.of(),
                Optional.empty(),
                1,
                AGELESS,
                source ? 128 : maxParallelism,
                "group",
                true,
                Map.of(0, subtask));
    }

    private static double ratePerSlot(FlinkRestSource.Look look) {
        JobMetrics metrics = look.metrics().orElseThrow();
        return metrics.bottleneckRecordsPerSecond() / metrics.busyRatio();
    }

    @Test
    void aBufferThatEmptiesIsNoLoadAndTeachesTheRateAsItIs() {
        look(10, 500, 0, 0, 100, 10);
        FlinkRestSource.Look look = look(30, 900, 0, 10, 900, 30);
        assertThat(look.metrics().orElseThrow().recordsInPerSecond()).isCloseTo(20, within(1e-9));
        assertThat(ratePerSlot(look)).isCloseTo(40, within(1e-9));
    }

    @Test
    void aRateIsOfTheTimeOfItsBusyShare() {
        // a second of work in each ten, and the look before it none
        look(10, 100, 0, 0, 100, 2.5);
        look(19.9, 499, 0, 0, 499, 12.4);
        FlinkRestSource.Look look = look(29.8, 598, 0, 0, 598, 14.9);
        assertThat(ratePerSlot(look)).isCloseTo(40, within(0.5));
    }

    @Test
    void burstsAverageOut() {
        // 40 records/s are collected for 20 s and then take 10 s; a look each 10 s sees a part of it
        for (int i = 1; i <= 12; i++) {
            FlinkRestSource.Look look = look(10 * i, 200 * i, 0, 0, 200 * i, 5 * i + (i % 2 == 0 ? 2.5 : -2.5));
            if (i > 7 && look.metrics().orElseThrow().busyRatio() > 0) {
                assertThat(ratePerSlot(look)).as("look %s", i).isCloseTo(40, within(4.0));
            }
        }
    }

    @Test
    void aWindowThatEndsSoonAfterTheStartDoesNotMakeTheJobLookSlow() {
        // 40 records/s are collected, and take a hundredth of a second each once the window ends: nothing is taken in
        // meanwhile
        look(10, 400, 0, 0, 400, 0.1);
        FlinkRestSource.Look look = look(20, 800, 0, 0, 450, 8.1);
        assertThat(ratePerSlot(look)).isCloseTo(50, within(1e-9));
    }

    @Test
    void aVertexThatWorksAllTheTimeAtItsMaxParallelismIsNamed() {
        maxParallelism = 1;
        look(60, 1_200, 0, 0, 1_200, 60);
        JobMetrics metrics = look(120, 2_400, 2_400, 55, 2_400, 120).metrics().orElseThrow();
        assertThat(metrics.capped()).contains(new CappedVertex("work", 1, 1));
    }

    @Test
    void aReaderThatTakesFromWhatItHasFetchedKnowsNothingOfWhatArrives() {
        // 60 records/s arrive, 20 are taken; the reader fetches 1,200 and takes 50 of them at a time
        look(60, 3_600, 0, 0, 1_200, 60);
        look(120, 7_200, 1_000, 60, 2_400, 120);
        FlinkRestSource.Look look = look(180, 8_400, 0, 120, 3_600, 180);
        assertThat(look.gap()).contains(new MetricsGap.Blocked("s", "work", true, 20));
        FlinkRestSource.Look fetched = look(240, 9_600, 4_800 + 1_000, 180, 4_800, 240);
        JobMetrics metrics = fetched.metrics().orElseThrow();
        assertThat(metrics.demandRecordsPerSecond())
                .as("over all since the last fetch")
                .isCloseTo(60, within(0.5));
        assertThat(ratePerSlot(fetched))
                .as("what worked all the time shows what it can")
                .isCloseTo(20, within(1e-9));
    }

    @Test
    void aReaderThatFetchesOftenTellsAChangeAtOnceThoughItIsBlocked() {
        for (int at = 10; at <= 60; at += 10) {
            look(at, 500 * at, 10_000 - 100 * at, at, 500 * at, at);
        }
        FlinkRestSource.Look look = look(70, 35_000, 4_000 + 11_000, 70, 35_000, 70);
        assertThat(look.metrics().orElseThrow().demandRecordsPerSecond()).isCloseTo(1_600, within(1e-9));
    }

    @Test
    void aReaderThatFetchesSeldomIsAveragedOverAMinuteWhileItIsBlocked() {
        for (int at = 10; at <= 60; at += 10) {
            look(at, 5 * at, 10_000 - at, at, 5 * at, at);
        }
        FlinkRestSource.Look look = look(70, 350, 9_940 + 110, 70, 350, 70);
        assertThat(look.metrics().orElseThrow().demandRecordsPerSecond())
                .as("50 s at 4 and 10 s at 16")
                .isCloseTo(6, within(1e-9));
    }
}
