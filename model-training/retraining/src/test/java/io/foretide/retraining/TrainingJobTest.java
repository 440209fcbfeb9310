package io.foretide.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.series.FeatureRow;
import io.foretide.series.FeatureWindow;
import io.foretide.series.Features;
import io.foretide.store.DataFolder;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which part of a stored history is trained on. */
class TrainingJobTest {
    private static final JobId JOB = new JobId("rides");
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path data;

    @Test
    void endsWithTheLastMidnightBeforeNow() {
        store(MONDAY, MONDAY.plus(Duration.ofHours(40)));
        Instant now = MONDAY.plus(Duration.ofHours(40));
        assertThat(end(StoredDays.lastMidnight(now))).isEqualTo(MONDAY.plus(DAY));
    }

    @Test
    void whatLiesAfterNowTakesNoPart() {
        store(MONDAY, MONDAY.plus(Duration.ofDays(4)));
        Instant now = MONDAY.plus(Duration.ofHours(40));
        assertThat(end(StoredDays.lastMidnight(now))).isEqualTo(MONDAY.plus(DAY));
    }

    @Test
    void aHistoryThatEndedEarlierIsTakenUpToItsOwnLastMidnight() {
        store(MONDAY, MONDAY.plus(Duration.ofHours(50)));
        assertThat(end(MONDAY.plus(Duration.ofDays(9)))).isEqualTo(MONDAY.plus(Duration.ofDays(2)));
    }

    @Test
    void anEndThatIsNamedIsTakenToTheMinute() {
        store(MONDAY, MONDAY.plus(Duration.ofHours(50)));
        assertThat(end(MONDAY.plus(Duration.ofHours(30)))).isEqualTo(MONDAY.plus(Duration.ofHours(30)));
        assertThat(end(MONDAY.plus(Duration.ofHours(50)))).isEqualTo(MONDAY.plus(Duration.ofHours(50)));
    }

    @Test
    void aHistoryThatLiesWhollyAfterNowIsTooLittle() {
        store(MONDAY, MONDAY.plus(DAY));
        assertThatThrownBy(() -> end(MONDAY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no whole day of history");
    }

    private Instant end(Instant until) {
        try (SqliteDatabase database = SqliteDatabase.open(new DataFolder(data).features(), FeatureStore.MIGRATIONS)) {
            FeatureWindow history = TrainingJob.stored(
                            JOB,
                            new FeatureStore(database),
                            ZoneOffset.UTC,
                            PlannerSettings.defaults(4, 1, 10),
                            List.of(),
                            until)
                    .history();
            assertThat(history.start()).isEqualTo(MONDAY);
            return history.timeAt(history.size());
        }
    }

    private void store(Instant from, Instant to) {
        List<FeatureRow> rows = LongStream.range(0, Duration.between(from, to).toMinutes())
                .mapToObj(minute -> new FeatureRow(from.plus(Duration.ofMinutes(minute)), Map.of(Features.DEMAND, 1.0)))
                .toList();
        try (SqliteDatabase database = SqliteDatabase.open(new DataFolder(data).features(), FeatureStore.MIGRATIONS)) {
            new FeatureStore(database).appendAll(JOB, rows);
        }
    }
}
