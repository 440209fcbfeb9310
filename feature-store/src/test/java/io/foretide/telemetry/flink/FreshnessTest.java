package io.foretide.telemetry.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.telemetry.Freshness;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.MetricsGap;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final String CLICKS = "Source__clicks";
    private static final String SALES = "Source__sales";
    private static final long NOW = 1_800_000_060_000L;

    private final FakeFlink flink = new FakeFlink();
    private final ObservedJob job = new ObservedJob();

    FreshnessTest() {
        job.vertex("a", "Source: clicks").parallelism(2, 128).reads(CLICKS, 100, seconds -> 0);
        job.vertex("b", "Source: sales").parallelism(1, 128).reads(SALES, 10, seconds -> 0);
        job.vertex("c", "join", "a", "b").parallelism(1, 128);
        emits("a", 0, CLICKS, 2_000);
        emits("a", 1, CLICKS, 4_000);
        emits("b", 0, SALES, 3_000);
    }

    @AfterEach
    void close() {
        flink.close();
    }

    @Test
    void theSubtaskOfASourceThatIsFurthestBehindCounts() throws IOException {
        assertThat(freshness(1).eventTime()).isEqualTo(new Freshness.Age.Known(4));
    }

    @Test
    void agesAreInSecondsOfTheJobsClock() throws IOException {
        assertThat(freshness(60).eventTime()).isEqualTo(new Freshness.Age.Known(240));
    }

    @Test
    void eventsAheadOfTheClockAreNotLate() throws IOException {
        emits("a", 0, CLICKS, -7_000);
        emits("a", 1, CLICKS, -2);
        emits("b", 0, SALES, -500);
        assertThat(freshness(1).eventTime()).isEqualTo(new Freshness.Age.Known(0));
    }

    @Test
    void aReaderThatHasLongBeenIdleMakesNobodyLate() throws IOException {
        emits("a", 1, CLICKS, 86_400_000);
        flink.put("a", "1." + CLICKS + ".sourceIdleTime", 30_000);
        assertThat(freshness(1).eventTime()).isEqualTo(new Freshness.Age.Known(3));
    }

    @Test
    void aReaderThatWaitsAMomentCounts() throws IOException {
        flink.put("a", "1." + CLICKS + ".sourceIdleTime", 900);
        assertThat(freshness(1).eventTime()).isEqualTo(new Freshness.Age.Known(4));
    }

    @Test
    void aSourceThatReadsAndTellsNoEventTimeIsUnknownNotZero() throws IOException {
        emits("b", 0, SALES, -1);
        assertThat(freshness(1).eventTime())
                .isEqualTo(new Freshness.Age.Unknown(
                        new MetricsGap.Missing("Source: sales", Optional.empty(), "currentEmitEventTimeLag")));
    }

    @Test
    void aTimeOfAnotherEraIsNone() throws IOException {
        emits("a", 0, CLICKS, NOW + 1);
        emits("a", 1, CLICKS, 9.2e18);
        assertThat(freshness(1).eventTime()).isInstanceOf(Freshness.Age.Unknown.class);
    }

    @Test
    void theSlowestWatermarkCounts() throws IOException {
        flink.put("a", "0." + CLICKS + ".watermarkLag", 6_000);
        flink.put("c", "0.currentInputWatermark", NOW - 9_000);
        assertThat(freshness(1).watermark()).isEqualTo(new Freshness.Age.Known(9));
    }

    @Test
    void beforeTheFirstWatermarkAndAfterTheLastThereIsNone() throws IOException {
        flink.put("c", "0.currentInputWatermark", Long.MIN_VALUE);
        assertThat(freshness(1).watermark())
                .isEqualTo(new Freshness.Age.Unknown(
                        new MetricsGap.Missing("Source: clicks", Optional.empty(), "watermarkLag")));
        flink.put("a", "0." + CLICKS + ".watermarkLag", 6_000);
        flink.put("c", "0.currentInputWatermark", Long.MAX_VALUE);
        assertThat(freshness(1).watermark()).isEqualTo(new Freshness.Age.Known(6));
    }

    private void emits(String vertex, int subtask, String operator, double millis) {
        flink.put(vertex, subtask + "." + operator + ".currentEmitEventTimeLag", millis);
    }

    private Freshness freshness(double speed) throws IOException {
        FlinkRestSource source = new FlinkRestSource(
                flink.rest(), new FlinkRestSource.Settings(Optional.empty(), new JobId("orders"), speed));
        job.show(flink, 40);
        source.collect(Instant.EPOCH);
        job.show(flink, 60);
        return source.collect(Instant.EPOCH).metrics().orElseThrow().freshness();
    }
}
