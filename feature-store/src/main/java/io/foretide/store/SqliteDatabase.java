package io.foretide.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file, its schema brought up to date on opening.
 *
 * <p>Every committed transaction survives a power loss (write-ahead log, {@code synchronous=FULL}); any number of threads
 * and processes may read while one writes; a writer waits up to 30 s for another. Thread-safe.
 */
public final class SqliteDatabase implements AutoCloseable {
    private static final int BUSY_MILLIS = 30_000;

    private final Path file;
    private final DataSource source;
    private final IdleConnections connections;
    private final Jdbi jdbi;
    private final Runnable afterwards;

    private SqliteDatabase(Path file, SQLiteDataSource source, Runnable afterwards) {
        this.file = file;
        this.source = source;
        this.connections = new IdleConnections(source);
        this.jdbi = Jdbi.create(connections);
        this.afterwards = afterwards;
    }

    /**
     * Opens a file, or creates it in a folder that exists.
     *
     * @param migrations class-path folder of Flyway migrations ({@code V1__name.sql}), such as {@code io/foretide/store/migrations}
     * @throws StoreException if the file is no database, is of a newer version, or cannot be read and written
     */
    public static SqliteDatabase open(Path file, String migrations) {
        new DatabaseFile(file).checkPlace();
        return opened(file, file, migrations, () -> {});
    }

    /**
     * Opens a file that is only read: one that this user may not write as a copy of what it holds now, since even who reads a
     * write-ahead log writes beside it, and an older schema is brought up to date.
     *
     * @param migrations as for {@link #open}
     * @throws StoreException if there is no such file, it is no database, is of a newer version, or cannot be read
     */
    public static SqliteDatabase read(Path file, String migrations) {
        DatabaseFile original = new DatabaseFile(file);
        if (!Files.isRegularFile(file) || original.isWritable()) {
            return open(file, migrations);
        }
        TemporaryCopy copy = TemporaryCopy.of(original);
        try {
            return opened(file, copy.path(), migrations, copy::delete);
        } catch (StoreException e) {
            copy.delete();
            throw e;
        }
    }

    /** @param named in what is said of it; {@code file} itself, or what it is a copy of */
    private static SqliteDatabase opened(Path named, Path file, String migrations, Runnable afterwards) {
        SQLiteDataSource source = new SQLiteDataSource(config());
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            migrate(named, source, migrations);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) { // Flyway breaks in its own ways on a damaged file
            throw new StoreException("store file " + named + " " + SqliteFailures.reason(e), e);
        }
        return new SqliteDatabase(named, source, afterwards);
    }

    /**
     * What {@code work} finds; a part of it that has to be whole is a transaction of the handle.
     *
     * @throws StoreException if the file cannot be read or written, as on a full or damaged disk
     */
    public <T> T with(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw new StoreException("store file " + file + " cannot be read or written: " + SqliteFailures.why(e), e);
        }
    }

    /** The same without a result. */
    public void use(HandleConsumer<RuntimeException> work) {
        with(work.asCallback());
    }

    /** For a library that opens and closes connections of its own. */
    public DataSource dataSource() {
        return source;
    }

    public Path file() {
        return file;
    }

    /** Closes all connections; whoever still holds one closes it when done. */
    @Override
    public void close() {
        connections.close();
        afterwards.run();
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        // A transaction that reads first and then writes would fail at once, without waiting, if another wrote between.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return config;
    }

    private static void migrate(Path file, SQLiteDataSource source, String migrations) {
        Flyway flyway = Flyway.configure(SqliteDatabase.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + migrations)
                .failOnMissingLocations(true)
                .load();
        Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
                .findFirst()
                .ifPresent(newer -> {
                    throw new StoreException(
                            "store file " + file + " has schema version " + newer.getVersion()
                                    + ": this version of Foretide knows none above " + newest(flyway)
                                    + "\nMaybe use the newer version of Foretide that wrote it",
                            null);
                });
        flyway.migrate();
    }

    private static String newest(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState() != MigrationState.FUTURE_SUCCESS)
                .map(MigrationInfo::getVersion)
                .map(String::valueOf)
                .reduce("0", (older, newer) -> newer);
    }
}
