package io.foretide.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.decision.SizeAt;
import io.foretide.series.FeatureRow;
import io.foretide.series.Features;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import io.foretide.whatif.setup.EvaluationSplit;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.RecordedLoad;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.setup.SimulationOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredHistoryTest {
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
    private static final JobId JOB = new JobId("orders");

    @TempDir
    Path folder;

    private SqliteDatabase database;
    private FeatureStore store;

    /** 1000 minutes; the lag exceeds a minute in the last ten. */
    @BeforeEach
    void begin() {
        database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        store = new FeatureStore(database);
        store.appendAll(
                JOB,
                IntStream.range(0, 1000)
                        .mapToObj(i -> new FeatureRow(
                                START.plus(Duration.ofMinutes(i)),
                                Map.of(Features.DEMAND, 100.0 + i % 10, Features.LAG, i >= 990 ? 9000.0 : 0)))
                        .toList());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theOnlyJobOfAStoreNeedsNoName() {
        assertThat(StoredHistory.onlyJob(store)).isEqualTo(JOB);
        store.append(new JobId("returns"), new FeatureRow(START, Map.of(Features.DEMAND, 1.0)));
        assertThatThrownBy(() -> StoredHistory.onlyJob(store))
                .hasMessageEndingWith("features.db holds orders, returns");
    }

    private StoredHistory read(JobId job, Optional<Instant> to) {
        return StoredHistory.read(store, job, ZoneOffset.UTC, to, List.of());
    }

    @Test
    void readsTheLoadUpToAnInstant() {
        RecordedLoad load =
                read(JOB, Optional.of(START.plus(Duration.ofMinutes(500)))).load();
        assertThat(load.size()).isEqualTo(500);
        assertThat(load.demand().value(7)).isEqualTo(107);
        assertThat(read(JOB, Optional.empty()).load().size()).isEqualTo(1000);
        assertThat(read(JOB, Optional.empty()).sizes()).isEmpty();
    }

    @Test
    void namesTheJobsThereAre() {
        assertThatThrownBy(() -> read(new JobId("payments"), Optional.empty()))
                .hasMessageContaining("job payments has no history in")
                .hasMessageContaining("there are orders");
        assertThatThrownBy(() -> read(JOB, Optional.of(START)))
                .hasMessageContaining("--to 2026-10-01T00:00:00Z: must be after 2026-10-01T00:00:00Z");
    }

    @Test
    void addsUpWhatWasReallyUsed() {
        RecordedLoad load = read(JOB, Optional.empty()).load();
        Instant from = START.plus(Duration.ofHours(15));
        EvaluationSplit.Request request = new EvaluationSplit.Request(
                0.7, Optional.of(from), Optional.empty(), Optional.empty(), Duration.ofHours(1));
        SimulationOptions options = SimulationOptions.defaults()
                .with(JobOptions.SLOTS_PER_TASK_MANAGER, 2)
                .with(JobOptions.PRICE, 0.5);
        Setup setup =
                new Setup(load, EvaluationSplit.of(request, load.demand()), options, List.of(), Optional.empty(), 7);
        List<SizeAt> sizes = IntStream.range(0, 60)
                .mapToObj(i -> new SizeAt(from.plus(Duration.ofMinutes(i)), i < 30 ? 1 : 3))
                .toList();

        RecordedUse use = RecordedUse.of(setup, sizes, 2);

        // the last size is known for 14 further minutes
        assertThat(use.minutes()).isEqualTo(74);
        assertThat(use.unknownMinutes()).isEqualTo(26);
        assertThat(use.slotHours()).isEqualTo((30 * 2 + 44 * 6) / 60.0);
        assertThat(use.cost()).isEqualTo(use.slotHours() / 2);
        assertThat(use.violationMinutes()).as("in minutes whose size is known").isZero();
    }
}
