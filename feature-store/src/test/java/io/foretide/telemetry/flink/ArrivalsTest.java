package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.kafka.TopicOffsets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs of whose sources one reports no lag, with a Kafka that knows it. */
class ArrivalsTest {
    private static final Instant BEGUN = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeFlink flink = new FakeFlink();
    private final ObservedJob job = new ObservedJob();
    private Optional<TopicOffsets> offsets = Optional.empty();
    private int asked;
    private final FlinkRestSource source = new FlinkRestSource(
            flink.rest(),
            new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1),
            new RestMetrics(flink.rest()),
            Optional.of(this::read),
            Duration.ZERO);

    private TopicOffsets read() throws IOException {
        asked++;
        return offsets.orElseThrow(() -> new IOException("Kafka at a:1 does not tell offsets: no answer"));
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    private JobSnapshot look(int second, double end, double committed) throws IOException {
        job.show(flink, second);
        offsets = Optional.of(new TopicOffsets(end, committed, BEGUN.plusSeconds(second)));
        return source.collect(BEGUN.plusSeconds(second));
    }

    private ObservedJob.Vertex silent() {
        return job.vertex("a", "Source: orders").reads("Source__orders", 100, second -> 0, "numRecordsIn");
    }

    @Test
    void demandIsTheGrowthOfTheEndOffsetsAndLagWhatIsNotRead() throws IOException {
        silent();
        job.vertex("b", "count", "a").takes(100).busy(1);
        look(60, 9_000, 6_000);
        JobMetrics metrics = look(120, 18_000, 12_000).metrics().orElseThrow();
        assertThat(metrics.demandRecordsPerSecond()).isCloseTo(150, within(1e-9));
        assertThat(metrics.recordsInPerSecond()).isCloseTo(100, within(1e-9));
        assertThat(metrics.lagRecords()).isEqualTo(6_000);
        assertThat(metrics.lagSeconds()).isCloseTo(40, within(1e-9));
        assertThat(metrics.sourcesWithoutLag()).isEmpty();
    }

    @Test
    void aSourceThatIsBlockedIsNoPuzzleWhereKafkaTellsWhatArrives() throws IOException {
        silent().backpressured(0.95).busy(0.01);
        job.vertex("b", "sink", "a").takes(0).busy(1);
        look(60, 9_000, 6_000);
        assertThat(look(120, 18_000, 6_000).metrics().orElseThrow().demandRecordsPerSecond())
                .isCloseTo(150, within(1e-9));
    }

    @Test
    void theOtherSourcesTellTheirLagThemselves() throws IOException {
        silent();
        job.vertex("c", "Source: rates").reads("Source__rates", 10, second -> second);
        look(60, 9_000, 6_000);
        JobMetrics metrics = look(120, 18_000, 12_000).metrics().orElseThrow();
        assertThat(metrics.demandRecordsPerSecond()).isCloseTo(150 + 11, within(1e-9));
        assertThat(metrics.lagRecords()).isEqualTo(6_000 + 120);
    }

    @Test
    void ofSeveralSourcesWithoutLagNobodyKnowsWhichOneKafkaMeans() throws IOException {
        silent();
        job.vertex("c", "Source: rates").reads("Source__rates", 10, second -> 0, "numRecordsIn");
        look(60, 9_000, 6_000);
        JobMetrics metrics = look(120, 18_000, 12_000).metrics().orElseThrow();
        assertThat(asked).isZero();
        assertThat(metrics.sourcesWithoutLag()).containsExactly("Source__orders", "Source__rates");
    }

    @Test
    void aKafkaThatDoesNotTellLeavesNothingToPlanBy() throws IOException {
        silent();
        look(60, 9_000, 6_000);
        offsets = Optional.empty();
        job.show(flink, 120);
        assertThatThrownBy(() -> source.collect(BEGUN))
                .isInstanceOf(IOException.class)
                .hasMessage("Kafka at a:1 does not tell offsets: no answer");
        assertThat(look(180, 27_000, 18_000).metrics().orElseThrow().demandRecordsPerSecond())
                .as("and the next look covers the time between")
                .isCloseTo(150, within(1e-9));
    }

    @Test
    void aTopicThatIsCreatedAnewHasNoNegativeDemand() throws IOException {
        silent();
        look(60, 9_000, 6_000);
        assertThat(look(120, 500, 0).metrics().orElseThrow().demandRecordsPerSecond())
                .isCloseTo(100, within(1e-9));
    }
}
