package io.foretide.telemetry.flink;

import static io.foretide.telemetry.flink.FakeFlink.COUNT;
import static io.foretide.telemetry.flink.FakeFlink.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Flink that answers late, or has much to tell: it is asked several questions at once, and its job is measured. */
class SlowFlinkTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int AT_ONCE = 8;

    private final FakeFlink flink = new FakeFlink();
    private final FlinkRestSource source = source(flink.rest());

    @AfterEach
    void close() {
        flink.close();
    }

    private static FlinkRestSource source(FlinkRest rest) {
        return new FlinkRestSource(
                rest,
                new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1),
                new RestMetrics(rest),
                Optional.empty(),
                Duration.ZERO);
    }

    private Optional<JobMetrics> collect() throws IOException {
        return source.collect(NOW).metrics();
    }

    @Test
    void verticesAreAskedForAtOnceAndNeverTooMany() throws IOException {
        flink.answers.put("/jobs/11", chainOf(10));
        flink.delayMillis = 40;
        chain(10, 100);
        collect();
        chain(10, 160);
        assertThat(collect().orElseThrow().demandRecordsPerSecond()).isCloseTo(100, within(1e-9));
        assertThat(flink.mostAtOnce.get()).isBetween(4, AT_ONCE);
    }

    /** A source {@code v0} and nine vertices after each other. */
    private static String chainOf(int vertices) {
        String told = IntStream.range(0, vertices).mapToObj("""
                        {"id":"v%d","name":"vertex","parallelism":1,"start-time":1799999400000,"tasks":{"RUNNING":1}}"""::formatted).collect(Collectors.joining(","));
        String plan = IntStream.range(0, vertices)
                .mapToObj(i -> i == 0
                        ? "{\"id\":\"v0\"}"
                        : "{\"id\":\"v" + i + "\",\"inputs\":[{\"id\":\"v" + (i - 1) + "\"}]}")
                .collect(Collectors.joining(","));
        return "{\"jid\":\"11\",\"state\":\"RUNNING\",\"now\":1800000000000,\"timestamps\":{\"RUNNING\":1799999400000},"
                + "\"vertices\":[" + told + "],\"plan\":{\"nodes\":[" + plan + "]}}";
    }

    private void chain(int vertices, int seconds) {
        for (int i = 0; i < vertices; i++) {
            flink.times("v" + i, 0, 100 * seconds, 900 * seconds, 0);
            flink.put("v" + i, "0.numRecordsIn", i == 0 ? 0 : 100 * seconds);
        }
        flink.put("v0", "0.Source__orders.numRecordsIn", 100 * seconds);
        flink.put("v0", "0.Source__orders.pendingRecords", 0);
    }

    @Test
    void fiveHundredSubtasksTwiceAreMeasured() throws IOException {
        flink.parallelism = 500;
        flink.runningCounts = 500;
        flink.delayMillis = 5;
        subtasks(500, 100);
        collect();
        subtasks(500, 160);
        assertThat(collect().orElseThrow().demandRecordsPerSecond()).isCloseTo(500 * 10, within(1e-6));
        assertThat(flink.mostAtOnce.get()).isBetween(2, AT_ONCE);
    }

    private void subtasks(int count, int seconds) {
        for (int i = 0; i < count; i++) {
            flink.times(SOURCE, i, 100 * seconds, 900 * seconds, 0);
            flink.source(i, 10 * seconds, 0);
            flink.times(COUNT, i, 100 * seconds, 900 * seconds, 0);
            flink.put(COUNT, i + ".numRecordsIn", 10 * seconds);
        }
    }

    /** Of a job that is young, clocks that were read eight seconds after its detail are ahead of it, and not of an attempt before. */
    @Test
    void aClockIsAsOldAsTheLookIsLong() throws IOException {
        flink.runningSince += 599_000; // a second before it was told
        for (int i = 0; i < 2; i++) {
            flink.times(SOURCE, i, 1_000, 8_000, 0);
            flink.source(i, 10, 0);
            flink.times(COUNT, i, 1_000, 8_000, 0);
            flink.put(COUNT, i + ".numRecordsIn", 10);
        }
        JobDetail job = JobDetail.of(flink.rest().get("/jobs/11"));
        CounterReader reader = new CounterReader(new RestMetrics(flink.rest()));
        assertThat(reader.read(job, () -> 0)).isEmpty();
        assertThat(reader.read(job, () -> 8_000)).isPresent();
    }

    @Test
    void aFailureOfOneOfManyQuestionsIsTold() {
        flink.failures.put("/jobs/11/vertices/b0/metrics", 500);
        subtasks(2, 100);
        assertThatThrownBy(this::collect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/jobs/11/vertices/b0/metrics answers with HTTP status 500");
    }
}
