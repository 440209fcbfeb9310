package io.foretide.telemetry.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.series.TimeSeries;
import io.foretide.telemetry.Capacity;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.ReplaySource;
import io.foretide.telemetry.SignalSource;
import io.foretide.telemetry.TaskManagerLoad;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FeatureCollectorTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final JobId JOB = new JobId("orders");
    private static final Capacity CAPACITY = new Capacity(1, 2, 2);
    private static final SignalSource CALENDAR = new CalendarSource(ZoneOffset.UTC, List.of(), Optional.empty());

    @Test
    void aRowHoldsMetricsAndSignalsOfItsMinute() {
        JobMetrics metrics = new JobMetrics(100, 99, 0.5, 0.1, 7, 101);
        JobSnapshot snapshot =
                new JobSnapshot(JOB, NOON.plusSeconds(42), JobStatus.RUNNING, CAPACITY, Optional.of(metrics));
        FeatureRow row = new FeatureCollector(List.of(CALENDAR)).row(snapshot, NOON);
        assertThat(row.time()).isEqualTo(NOON);
        assertThat(row.values())
                .containsEntry(Features.DEMAND, 101.0)
                .containsEntry(Features.RECORDS_IN, 100.0)
                .containsEntry(Features.RECORDS_OUT, 99.0)
                .containsEntry(Features.BUSY, 0.5)
                .containsEntry(Features.BACKPRESSURED, 0.1)
                .containsEntry(Features.LAG, 7.0)
                .containsEntry(Features.HOUR, 12.0);
    }

    @Test
    void whatTheTaskManagersDoIsKnownWithoutMetricsOfTheJob() {
        JobSnapshot snapshot = new JobSnapshot(JOB, NOON, JobStatus.RUNNING, CAPACITY, Optional.empty())
                .with(new TaskManagerLoad(OptionalDouble.of(0.7), OptionalDouble.empty()));
        assertThat(new FeatureCollector(List.of()).row(snapshot, NOON).values())
                .containsExactly(Map.entry(Features.CPU, 0.7));
    }

    @Test
    void missingMetricsAreAbsentNotZero() {
        JobSnapshot snapshot = new JobSnapshot(JOB, NOON, JobStatus.RESTARTING, CAPACITY, Optional.empty());
        assertThat(new FeatureCollector(List.of(CALENDAR))
                        .row(snapshot, NOON)
                        .values()
                        .keySet())
                .containsExactlyElementsOf(CALENDAR.features());
    }

    @Test
    void aFeatureHasOneSource() {
        assertThatThrownBy(() -> new FeatureCollector(List.of(CALENDAR, CALENDAR)))
                .hasMessageContaining("feature hour is given by two signal sources");
    }

    @Test
    void aReplayGivesTheRecordedMinutes() {
        FeatureWindow window = window(Map.of(
                Features.DEMAND, new double[] {100, Double.NaN, 120}, Features.BUSY, new double[] {0.5, 0.5, 0.6}));
        ReplaySource replay = new ReplaySource(JOB, CAPACITY, window);
        JobMetrics first = replay.collect(NOON.plusSeconds(59)).metrics().orElseThrow();
        assertThat(first).isEqualTo(new JobMetrics(100, 100, 0.5, 0, 0, 100));
        assertThat(replay.collect(NOON.plusSeconds(60)).metrics()).isEmpty();
        assertThat(replay.collect(NOON.plusSeconds(60)).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(replay.collect(NOON.plusSeconds(180)).status()).isEqualTo(JobStatus.STOPPED);
        assertThat(replay.collect(NOON.minusSeconds(1)).status()).isEqualTo(JobStatus.STOPPED);
    }

    @Test
    void aReplayNeedsDemand() {
        FeatureWindow window = window(Map.of(Features.BUSY, new double[] {1, 1, 1}));
        assertThatThrownBy(() -> new ReplaySource(JOB, CAPACITY, window)).hasMessageContaining(Features.DEMAND);
    }

    private static FeatureWindow window(Map<String, double[]> columns) {
        Duration step = Duration.ofMinutes(1);
        Map<String, TimeSeries> series = new java.util.HashMap<>();
        columns.forEach((name, values) -> series.put(name, TimeSeries.ofObserved(NOON, step, values)));
        return new FeatureWindow(NOON, step, 3, series);
    }
}
