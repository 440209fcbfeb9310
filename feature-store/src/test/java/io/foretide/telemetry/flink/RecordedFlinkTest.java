package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions that the integration tests do not run. */
class RecordedFlinkTest {
    private final FakeFlink flink = new FakeFlink();

    @AfterEach
    void stop() {
        flink.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.18", "1.19"})
    void anOlderFlinkIsReadAsTheNewOnes(String version) throws IOException {
        RecordedFlink recorded = new RecordedFlink(version);
        FlinkRest rest = flink.rest();
        FlinkRestSource source = new FlinkRestSource(
                rest,
                new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), 1),
                new RestMetrics(rest),
                Optional.empty(),
                Duration.ZERO);
        Instant now = Instant.parse("2026-11-29T12:00:00Z");
        recorded.show(flink, 0);
        source.collect(now);
        recorded.show(flink, 1);
        JobSnapshot snapshot = source.collect(now.plusSeconds(65));

        assertThat(snapshot.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(snapshot.capacity()).isEqualTo(new Capacity(2, 4, 4));
        assertThat(snapshot.topology().maxParallelism()).isEqualTo(16);
        assertThat(snapshot.health().checkpointed()).isTrue();
        JobMetrics metrics = snapshot.metrics().orElseThrow();
        assertThat(metrics.demandRecordsPerSecond()).isCloseTo(60, withinPercentage(3));
        assertThat(metrics.busyRatio()).isBetween(0.3, 0.5);
        assertThat(metrics.lagSeconds()).isLessThan(1);
        assertThat(metrics.sourcesWithoutLag()).isEmpty();
        assertThat(metrics.freshness().eventTime()).isInstanceOf(Freshness.Age.Known.class);
    }
}
