package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.series.FeatureRow;
import io.foretide.telemetry.JobId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, and databases that can only be read, for a while. */
@ExtendWith(PostgresExtension.class)
class UnwritableStoreIT {
    private static final JobId JOB = new JobId("rides");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MANY = 100_000;

    @TempDir
    Path folder;

    private final PostgresServer server;
    private int minutes;

    UnwritableStoreIT(PostgresServer server) {
        this.server = server;
    }

    private void write(FeatureStore store) {
        store.append(JOB, new FeatureRow(NOON.plus(Duration.ofMinutes(minutes)), Map.of("a", 1.0 * minutes)));
        minutes++;
    }

    private void writeUntilRefused(FeatureStore store) {
        for (int i = 0; i < MANY; i++) {
            write(store);
        }
    }

    /** Refused on a full disk; what was written stays, and there is more once there is room. */
    private void isRefusedWhileFull(SmallDisk disk, FeatureStore store) throws Exception {
        write(store);
        disk.fill();
        assertThatThrownBy(() -> writeUntilRefused(store))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(store.name() + " cannot be read or written: its disk is full");
        assertThat(store.latest(JOB)).contains(NOON.plus(Duration.ofMinutes(minutes - 1)));
        disk.free();
        write(store);
        assertThat(store.range(JOB, NOON, NOON.plus(Duration.ofMinutes(minutes)))
                        .column("a")
                        .observed())
                .isEqualTo(minutes);
    }

    @Test
    void aFileOnAFullDiskIsWrittenAgainOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 2);
                SqliteDatabase database =
                        SqliteDatabase.open(disk.folder().resolve("features.db"), FeatureStore.MIGRATIONS)) {
            isRefusedWhileFull(disk, new FeatureStore(database));
        }
    }

    @Test
    void aServerWithAFullDiskIsWrittenAgainOnceThereIsRoom() throws Exception {
        StoreAddress.Postgres address = server.database();
        Path place =
                Files.createTempDirectory("foretide-disk"); // the server is another user, who may not enter the test's
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (SmallDisk disk = SmallDisk.mount(place, 2)) {
            Path tables = Files.createDirectory(disk.folder().resolve("tables"));
            UserPrincipal owner =
                    tables.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
            Files.setOwner(tables, owner);
            server.execute("create tablespace small location '" + tables + "'");
            try (PostgresDatabase database =
                    PostgresDatabase.open(address, PostgresServer.LOGIN, List.of(FeatureStore.MIGRATIONS))) {
                FeatureStore store = new FeatureStore(database);
                database.use(handle -> handle.execute("alter table feature_row set tablespace small"));
                isRefusedWhileFull(disk, store);
                database.use(handle -> handle.execute("alter table feature_row set tablespace pg_default"));
            }
            server.execute("drop tablespace small");
        }
        Files.delete(place);
    }

    @Test
    void aServerThatCanOnlyBeReadSaysSoAndIsWrittenAgainAfterwards() {
        StoreAddress.Postgres address = server.database();
        try (PostgresDatabase database =
                PostgresDatabase.open(address, PostgresServer.LOGIN, List.of(FeatureStore.MIGRATIONS))) {
            FeatureStore store = new FeatureStore(database);
            write(store);
            readOnly(true, database);
            assertThatThrownBy(() -> writeUntilRefused(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot execute ")
                    .hasMessageContaining("in a read-only transaction\nMaybe it is a standby: its primary is needed");
            assertThat(store.latest(JOB)).contains(NOON);
            readOnly(false, database);
            write(store);
        } finally {
            server.execute("alter system reset default_transaction_read_only");
            server.execute("select pg_reload_conf()");
        }
    }

    /** All of the server, which tells its connections by and by. */
    private void readOnly(boolean on, PostgresDatabase database) {
        server.execute("alter system set default_transaction_read_only = " + on);
        server.execute("select pg_reload_conf()");
        Awaitility.await()
                .until(() -> database.with(
                        handle -> handle.select("select current_setting('transaction_read_only')::boolean")
                                .mapTo(Boolean.class)
                                .one()
                                .equals(on)));
    }

    @Test
    void aFileThatCanOnlyBeReadSaysSoAndIsWrittenAgainAfterwards() {
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("features.db"), FeatureStore.MIGRATIONS)) {
            FeatureStore store = new FeatureStore(database);
            write(store);
            database.use(handle -> handle.execute("pragma query_only = on"));
            assertThatThrownBy(() -> writeUntilRefused(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("readonly database");
            database.use(handle -> handle.execute("pragma query_only = off"));
            write(store);
        }
    }
}
