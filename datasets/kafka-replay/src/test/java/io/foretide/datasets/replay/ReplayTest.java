package io.foretide.datasets.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.datasets.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant FROM = Instant.parse("2001-06-13T06:30:00Z");
    private static final long START_AT = 1_000_000;

    private final Trace trace = new Trace(
            "t",
            FROM,
            Duration.ofMinutes(1),
            Map.of("departures", new double[] {9, 1, 0, 1}, "airborne", new double[] {8, 9, 0, 1}),
            new boolean[] {true, true, true, true});
    private final StringWriter counts = new StringWriter();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final FakeTimer timer = new FakeTimer();
    private MockProducer<byte[], byte[]> producer = producer(true);

    private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private final class FakeTimer implements Replay.Timer {
        private long now = START_AT - 100;
        private long pauseMillis = 5;
        private final List<Integer> sentByPause = new ArrayList<>();

        @Override
        public long epochMillis() {
            return now;
        }

        @Override
        public void pause() {
            now += pauseMillis;
            sentByPause.add(producer.history().size());
        }
    }

    private Replay replay(OutputStream progress) throws IOException {
        ReplayClock clock = new ReplayClock(FROM, START_AT, 60);
        return new Replay(
                new PositionReportSchedule(trace, trace.load("airborne"), Duration.ofSeconds(10)),
                clock,
                "position-reports",
                producer,
                new DeliveredCounts(counts),
                new ReplayProgress(new PrintStream(progress, true, StandardCharsets.UTF_8), trace.end(), clock),
                timer);
    }

    @Test
    void sendsEveryRecordOnceAndWritesExactCounts() throws IOException {
        assertThat(replay(said).run(0, 4, () -> false)).isTrue();
        assertThat(producer.history()).hasSize(48 + 54 + 6);
        assertThat(counts).hasToString("""
                time,records
                2001-06-13T06:30:00Z,48
                2001-06-13T06:31:00Z,54
                2001-06-13T06:32:00Z,0
                2001-06-13T06:33:00Z,6
                """);
        assertThat(timer.now).isBetween(START_AT + 4000, START_AT + 4010);
    }

    @Test
    void sendsNothingBeforeItsTimeAndNoBursts() throws IOException {
        boolean complete = replay(said).run(0, 2, () -> false);
        assertThat(complete).isTrue();
        assertThat(timer.sentByPause.subList(0, 20)).containsOnly(0);
        for (int i = 1; i < timer.sentByPause.size(); i++) {
            assertThat(timer.sentByPause.get(i) - timer.sentByPause.get(i - 1)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void catchesUpAfterADelayWithoutLosingRecordsAndSaysSo() throws IOException {
        timer.now = START_AT + 3500;
        assertThat(replay(said).run(0, 4, () -> false)).isTrue();
        assertThat(producer.history()).hasSize(48 + 54 + 6);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("2.5 s behind its clock");
    }

    @Test
    void writesAStepOnlyOnceItsRecordsAreAcknowledged() throws IOException {
        producer = producer(false);
        boolean complete = replay(said).run(0, 4, () -> timer.now > START_AT + 2500);
        assertThat(complete).isFalse();
        assertThat(counts).hasToString("time,records\n");
    }

    @Test
    void stopsWhenToldTo() throws IOException {
        boolean complete = replay(said).run(0, 4, () -> timer.now >= START_AT + 1500);
        assertThat(complete).isFalse();
        assertThat(producer.history()).hasSize(48 + 27);
        assertThat(counts).hasToString("time,records\n2001-06-13T06:30:00Z,48\n");
    }

    @Test
    void failsWhenARecordIsNotDelivered() throws IOException {
        producer = producer(false);
        Replay replay = replay(said);
        assertThatThrownBy(() -> replay.run(0, 4, () -> {
                    producer.errorNext(new TimeoutException("gone"));
                    return false;
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("a record for topic position-reports was not delivered: gone");
    }

    @Test
    void showsProgressEveryTenSeconds() throws IOException {
        timer.pauseMillis = 500;
        timer.now = START_AT - 10_500;
        Replay replay = new Replay(
                new PositionReportSchedule(trace, trace.load("airborne"), Duration.ofSeconds(10)),
                new ReplayClock(FROM, START_AT, 10),
                "position-reports",
                producer,
                new DeliveredCounts(counts),
                new ReplayProgress(
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        trace.end(),
                        new ReplayClock(FROM, START_AT, 10)),
                timer);
        assertThat(replay.run(0, 4, () -> false)).isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "replay at 2001-06-13T06:31:00Z: 85 records, 9 records/s, 42 %, 14 s left",
                        "replay at 2001-06-13T06:33:00Z: 105 records, 2 records/s, 83 %, 4 s left");
    }
}
