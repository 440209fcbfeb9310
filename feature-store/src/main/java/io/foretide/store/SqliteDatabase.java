package io.foretide.store;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
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
public final class SqliteDatabase implements Database {
    private static final int BUSY_MILLIS = 30_000;

    private final Path file;
    private final DataSource source;
    private final IdleConnections connections;
    private final Jdbi jdbi;
    private final GroupCommit changes;
    private final Runnable afterwards;

    private SqliteDatabase(Path file, SQLiteDataSource source, Runnable afterwards) {
        this.file = file;
        this.source = source;
        this.connections = new IdleConnections(source);
        this.jdbi = Jdbi.create(connections);
        this.changes = new GroupCommit(jdbi);
        this.afterwards = afterwards;
    }

    /**
     * Opens a file, or creates it in a folder that exists.
     *
     * @param migrations of the tables that it holds
     * @throws StoreException if the file is no database, is of a newer version, or cannot be read and written
     */
    public static SqliteDatabase open(Path file, Migrations migrations) {
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
    public static SqliteDatabase read(Path file, Migrations migrations) {
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
    private static SqliteDatabase opened(Path named, Path file, Migrations migrations, Runnable afterwards) {
        SQLiteDataSource source = new SQLiteDataSource(config());
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            migrations.sqlite(
                    said(named),
                    Flyway.configure(SqliteDatabase.class.getClassLoader()).dataSource(source));
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) { // Flyway breaks in its own ways on a damaged file
            throw new StoreException(said(named) + " " + SqliteFailures.reason(e), e);
        }
        return new SqliteDatabase(named, source, afterwards);
    }

    @Override
    public <T> T with(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    @Override
    public void change(HandleConsumer<RuntimeException> work) {
        try {
            changes.commit(work);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    private StoreException failure(JdbiException e) {
        return new StoreException(name() + " cannot be read or written: " + SqliteFailures.why(e), e);
    }

    /** SQLite has one turn for all: a transaction here begins with the right to write. */
    @Override
    public void inTurn(Handle handle, String turn, HandleConsumer<RuntimeException> work) {
        handle.useTransaction(work);
    }

    @Override
    public String name() {
        return said(file);
    }

    private static String said(Path file) {
        return "store file " + file;
    }

    /** For a library that opens and closes connections of its own. */
    public DataSource dataSource() {
        return source;
    }

    public Path file() {
        return file;
    }

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
}
