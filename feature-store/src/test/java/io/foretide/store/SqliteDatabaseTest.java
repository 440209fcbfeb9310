package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void commitsAreDurable() {
        try (SqliteDatabase database = open(folder.resolve("a.db"))) {
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).isEqualTo("2");
            assertThat(pragma(database, "busy_timeout")).isEqualTo("30000");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsNamed() throws IOException {
        Path file = folder.resolve("notes.txt");
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        Files.write(file, noise);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("store file " + file + " is not an SQLite database");
        assertThat(Files.readAllBytes(file)).as("left as it was").isEqualTo(noise);
    }

    @Test
    void aDamagedDatabaseIsNamed() throws IOException {
        Path file = folder.resolve("a.db");
        open(file).close();
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 100; i < bytes.length; i++) {
            bytes[i] = 7;
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("store file " + file + " cannot be opened")
                .hasMessageContaining("malformed");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("none").resolve("a.db");
        assertThatThrownBy(() -> open(file))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("does not exist")
                .hasMessageContaining("\nMaybe create it");
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> open(folder)).hasMessageContaining(folder + " is a folder");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefused() {
        Path file = folder.resolve("other.db");
        try (SqliteDatabase database = open(file)) {
            database.use(handle -> handle.execute("drop table flyway_schema_history"));
        }
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("store file " + file + " is the database of another program");
    }

    @Test
    void aNewerVersionIsRefused() {
        Path file = folder.resolve("a.db");
        try (SqliteDatabase database = open(file)) {
            database.use(handle -> handle.execute("insert into flyway_schema_history select 99, '99',"
                    + " description, type, script, checksum, installed_by, installed_on, execution_time, success"
                    + " from flyway_schema_history where version = '1'"));
        }
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has schema version 99")
                .hasMessageContaining("knows none above 2");
    }

    @Test
    void reopeningChangesNothing() {
        Path file = folder.resolve("a.db");
        open(file).close();
        try (SqliteDatabase database = open(file)) {
            long migrations = database.with(handle -> handle.select("select count(*) from flyway_schema_history")
                    .mapTo(Long.class)
                    .one());
            assertThat(migrations).isEqualTo(2);
        }
    }

    @Test
    void connectionsAreReusedAndClosed() {
        SqliteDatabase database = open(folder.resolve("a.db"));
        int[] connections = new int[2];
        database.use(handle -> connections[0] = System.identityHashCode(handle.getConnection()));
        database.use(handle -> connections[1] = System.identityHashCode(handle.getConnection()));
        assertThat(connections[0]).isEqualTo(connections[1]);
        database.close();
        assertThatThrownBy(() -> database.with(handle -> 1)).hasRootCauseMessage("the database is closed");
        assertThat(folder.resolve("a.db-wal"))
                .as("the log is merged on closing")
                .doesNotExist();
    }

    private static SqliteDatabase open(Path file) {
        return SqliteDatabase.open(file, FeatureStore.MIGRATIONS);
    }

    private static String pragma(SqliteDatabase database, String name) {
        return database.with(
                handle -> handle.select("pragma " + name).mapTo(String.class).one());
    }
}
