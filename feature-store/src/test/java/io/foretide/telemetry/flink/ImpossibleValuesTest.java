package io.foretide.telemetry.flink;

import static io.foretide.telemetry.flink.FakeFlink.COUNT;
import static io.foretide.telemetry.flink.FakeFlink.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.MetricsGap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job of which one value cannot be, in one look: it is named, and the looks around it are measured as if it had not been. */
class ImpossibleValuesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeFlink flink = new FakeFlink();
    private final FlinkRestSource source = new FlinkRestSource(
            flink.rest(),
            new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1),
            new RestMetrics(flink.rest()),
            Optional.empty(),
            Duration.ZERO);

    @AfterEach
    void close() {
        flink.close();
    }

    /** {@code rate} records/s at each of two subtasks, which have lived for so many seconds. */
    private void at(int seconds, double rate, double waiting) {
        for (int subtask = 0; subtask < 2; subtask++) {
            flink.times(SOURCE, subtask, 100 * seconds, 900 * seconds, 0);
            flink.source(subtask, rate * seconds, waiting);
            flink.times(COUNT, subtask, 500 * seconds, 500 * seconds, 0);
            flink.put(COUNT, subtask + ".numRecordsIn", rate * seconds);
        }
    }

    private JobSnapshot collect() throws IOException {
        return source.collect(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "a0, 1.Source__orders.pendingRecords, pendingRecords, 1e300",
        "a0, 1.Source__orders.pendingRecords, pendingRecords, 9.223372036854775807e18",
        "a0, 1.Source__orders.pendingRecords, pendingRecords, 9e17",
        "a0, 0.Source__orders.numRecordsIn, numRecordsIn, 1e300",
        "a0, 0.Source__orders.numRecordsIn, numRecordsIn, 9.223372036854775807e18",
        "a0, 0.Source__orders.numRecordsIn, numRecordsIn, -5",
        "a0, 0.numRecordsOut, numRecordsOut, 1e300",
        "b0, 1.numRecordsIn, numRecordsIn, 1e300",
        "b0, 1.numRecordsIn, numRecordsIn, -1",
        "b0, 0.accumulateBusyTimeMs, accumulateBusyTimeMs, 1e300",
        "b0, 0.accumulateIdleTimeMs, accumulateIdleTimeMs, -1",
        "a0, 0.accumulateBackPressuredTimeMs, accumulateBackPressuredTimeMs, 1e17",
        "a0, 0.Source__orders.KafkaSourceReader.KafkaConsumer.assigned-partitions,"
                + " KafkaSourceReader.KafkaConsumer.assigned-partitions, 1e300",
    })
    void aValueThatCannotBeIsNamedAndForgotten(String vertex, String metric, String name, double value)
            throws IOException {
        at(100, 50, 0);
        collect();
        at(160, 50, 0);
        flink.put(vertex, metric, value);
        JobSnapshot bad = collect();
        assertThat(bad.metrics()).isEmpty();
        assertThat(bad.gap()).get().isInstanceOfSatisfying(MetricsGap.Impossible.class, gap -> {
            assertThat(gap.metric()).isEqualTo(name);
            assertThat(gap.value()).isEqualTo(value);
        });
        flink.remove(vertex, metric);
        at(220, 50, 0);
        JobMetrics metrics = collect().metrics().orElseThrow();
        assertThat(metrics.demandRecordsPerSecond()).isCloseTo(100, within(1e-9));
        assertThat(metrics.recordsInPerSecond()).isCloseTo(100, within(1e-9));
        assertThat(metrics.lagRecords()).isZero();
    }

    /** A counter that is possible for the age of the job may still have grown by more than a minute brings. */
    @Test
    void aCounterThatJumpsIsNoLoad() throws IOException {
        at(400, 50, 0);
        collect();
        at(460, 50, 0);
        flink.put(COUNT, "0.numRecordsIn", 4e12);
        assertThat(collect().gap()).get().isInstanceOf(MetricsGap.Impossible.class);
        at(520, 50, 0);
        assertThat(collect().metrics().orElseThrow().demandRecordsPerSecond()).isCloseTo(100, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e6, 5e8, 5e9})
    void largeRealJobsAreMeasured(double rate) throws IOException {
        at(100, rate, rate * 86_400 * 3);
        collect();
        at(160, rate, rate * 86_400 * 3);
        JobMetrics metrics = collect().metrics().orElseThrow();
        assertThat(metrics.demandRecordsPerSecond()).isCloseTo(2 * rate, within(1e-6 * rate));
        assertThat(metrics.lagRecords()).isEqualTo(2 * rate * 86_400 * 3);
    }

    @Test
    void aBacklogOfDaysThatIsThereAtOnceIsReal() throws IOException {
        at(100, 1_000, 0);
        collect();
        at(160, 1_000, 1e12);
        assertThat(collect().metrics().orElseThrow().lagRecords()).isEqualTo(2e12);
    }

    /** Counters that begin anew with a restart, or run backwards, are no bad values. */
    @Test
    void aRestartIsNoBadValue() throws IOException {
        at(500, 1e6, 1e9);
        collect();
        flink.runningSince += 590_000;
        at(5, 1e6, 1e9);
        assertThat(collect().gap()).isEmpty();
        at(10, 1e6, 1e9);
        assertThat(collect().metrics()).isPresent();
    }
}
