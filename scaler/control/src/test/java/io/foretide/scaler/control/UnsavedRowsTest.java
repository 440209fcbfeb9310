package io.foretide.scaler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.FeatureRow;
import io.foretide.store.FeatureStore;
import io.foretide.store.SqliteDatabase;
import io.foretide.store.StoreException;
import io.foretide.telemetry.JobId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsavedRowsTest {
    private static final JobId JOB = new JobId("orders");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path folder;

    private final UnsavedRows unsaved = new UnsavedRows();
    private SqliteDatabase database;
    private FeatureStore store;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS);
        store = new FeatureStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void takeNothing() {
        database.use(handle -> handle.execute(
                "create trigger full before insert on feature_row begin select raise(abort, 'no room'); end"));
    }

    private void takeAll() {
        database.use(handle -> handle.execute("drop trigger full"));
    }

    private void write(int minute, double value) {
        Instant time = NOON.plus(Duration.ofMinutes(minute));
        unsaved.write(store, JOB, new FeatureRow(time, Map.of("a", value)), time.plusSeconds(5));
    }

    private void refused(int minute, double value) {
        assertThatThrownBy(() -> write(minute, value))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no room");
    }

    private double[] stored(int minutes) {
        return store.range(JOB, NOON, NOON.plus(Duration.ofMinutes(minutes)))
                .column("a")
                .toArray();
    }

    @Test
    void whatTheStoreDidNotTakeIsWrittenWithWhatItTakes() {
        write(0, 1);
        takeNothing();
        refused(1, 2);
        refused(2, 3);
        refused(2, 4);
        takeAll();
        write(3, 5);
        assertThat(stored(4)).containsExactly(1, 2, 4, 5);
    }

    @Test
    void itIsKeptAsOfItsOwnTime() {
        takeNothing();
        refused(0, 1);
        takeAll();
        write(1, 2);
        assertThat(store.window(JOB, NOON, Duration.ofMinutes(1)).column("a").toArray())
                .containsExactly(1);
    }

    @Test
    void ofMoreThanHalfAnHourTheOldestIsLost() {
        takeNothing();
        for (int minute = 0; minute < 40; minute++) {
            refused(minute, minute);
        }
        takeAll();
        write(40, 40);
        assertThat(stored(41))
                .containsExactly(IntStream.range(0, 41)
                        .mapToDouble(minute -> minute < 10 ? Double.NaN : minute)
                        .toArray());
    }
}
