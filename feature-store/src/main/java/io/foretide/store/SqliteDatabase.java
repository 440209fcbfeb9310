package io.foretide.store;

import io.foretide.text.Causes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file, its schema brought up to date on opening.
 *
 * <p>Every committed transaction survives a power loss (write-ahead log, {@code synchronous=FULL}); any number of threads
 * and processes may read while one writes; a writer waits up to 30 s for another. Thread-safe.
 */
public final class SqliteDatabase implements AutoCloseable {
    private static final int BUSY_MILLIS = 30_000;

    /** Without it not even the files beside a database can be made. */
    private static final long LEAST_FREE_BYTES = 128 * 1024;

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
        checkPlace(file);
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
        if (!Files.isRegularFile(file) || isWritable(file)) {
            return open(file, migrations);
        }
        if (!Files.isReadable(file)) {
            throw unreadable(file, null);
        }
        Path copy = temporary(file);
        try {
            copy(file, copy);
            return opened(file, copy, migrations, () -> delete(copy));
        } catch (StoreException e) {
            delete(copy);
            throw e;
        }
    }

    /**
     * Whether there is such a file.
     *
     * @throws StoreException if this user may not know
     */
    public static boolean isThere(Path file) {
        try {
            file.getFileSystem().provider().checkAccess(file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static StoreException unreadable(Path file, @Nullable IOException why) {
        return new StoreException(
                "store file " + file + " cannot be read by user " + System.getProperty("user.name"), why);
    }

    /** @param named in what is said of it; {@code file} itself, or what it is a copy of */
    private static SqliteDatabase opened(Path named, Path file, String migrations, Runnable afterwards) {
        SQLiteDataSource source = new SQLiteDataSource(config());
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            migrate(named, source, migrations);
        } catch (StoreException e) {
            throw e;
        } catch (FlywayException e) {
            throw new StoreException(
                    "store file " + named + " "
                            + (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                                    ? "is the database of another program\nMaybe move it away: a new one is begun"
                                    : reason(e)),
                    e);
        } catch (RuntimeException e) { // Flyway breaks in its own ways on a damaged file
            throw new StoreException("store file " + named + " " + reason(e), e);
        }
        return new SqliteDatabase(named, source, afterwards);
    }

    private static Path temporary(Path file) {
        try {
            return Files.createTempDirectory("foretide-read").resolve(String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw new StoreException(
                    "store file " + file + " cannot be copied to be read: no folder can be made in "
                            + System.getProperty("java.io.tmpdir"),
                    e);
        }
    }

    /** A copy that was made to be read, and its folder. */
    private static void delete(Path copy) {
        try (Stream<Path> files = Files.list(copy.resolveSibling("."))) {
            for (Path part : files.toList()) { // beside it are those of the write-ahead log
                Files.delete(part);
            }
            Files.delete(Objects.requireNonNull(copy.getParent()));
        } catch (IOException stays) {
            // among temporary files, which the machine clears away
        }
    }

    /**
     * A consistent copy of a file that others may write at the same time.
     *
     * @param to where nothing is yet
     * @throws StoreException if it is no database, cannot be read, or the copy not be written
     */
    public static void copy(Path from, Path to) {
        try (Connection connection = DriverManager.getConnection(readOnly(from));
                PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, to.toString());
            statement.executeUpdate();
        } catch (SQLException e) {
            deletePart(to);
            throw new StoreException(
                    isDamage(e)
                            ? "store file " + from + " " + reason(e)
                            : "store file " + from + " cannot be copied to " + to + ": " + e.getMessage(),
                    e);
        }
    }

    /** What looks like a copy and is none. */
    private static void deletePart(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException stays) {
            // that it is no copy is said anyway
        }
    }

    /**
     * For {@link DriverManager}: a file that is only read, while others may write it. Without the right to write beside it, and
     * with nothing written beside it yet, SQLite has to be told that nobody else changes it.
     */
    public static String readOnly(Path file) {
        boolean alone = !isWritable(file) && isEmpty(file.resolveSibling(file.getFileName() + "-wal"));
        return "jdbc:sqlite:file:" + file.toAbsolutePath() + "?mode=ro" + (alone ? "&immutable=1" : "");
    }

    private static boolean isEmpty(Path log) {
        return log.toFile().length() == 0;
    }

    /** Whether SQLite says that a file is none of its own, or is broken: one that cannot be read may be whole. */
    public static boolean isDamage(SQLException failure) {
        return code(failure) == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code(failure) == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** Of an extended result code, the lowest byte is the error. */
    private static int code(SQLException failure) {
        return failure.getErrorCode() & 0xff;
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
            throw new StoreException("store file " + file + " cannot be read or written: " + why(e), e);
        }
    }

    /** The same without a result. */
    public void use(HandleConsumer<RuntimeException> work) {
        with(work.asCallback());
    }

    private static String why(JdbiException failure) {
        return Causes.of(failure)
                .filter(SQLiteException.class::isInstance)
                .map(SQLiteException.class::cast)
                .map(e -> e.getResultCode() == SQLiteErrorCode.SQLITE_FULL ? "its disk is full" : e.getMessage())
                .findFirst()
                .orElse(String.valueOf(failure.getMessage()));
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

    private static void checkPlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new StoreException("store file " + file + " is a folder: a file is needed", null);
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StoreException(
                    "store file " + file + " cannot be created: its folder " + folder
                            + " does not exist\nMaybe create it: mkdir -p " + folder,
                    null);
        }
        unwritable(file).ifPresent(why -> {
            throw new StoreException("store file " + file + " cannot be written: " + why, null);
        });
    }

    private static boolean isWritable(Path file) {
        return unwritable(file).isEmpty();
    }

    /** Why a file cannot be written; empty if it can. */
    private static Optional<String> unwritable(Path file) {
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        try {
            folder.getFileSystem().provider().checkAccess(folder, AccessMode.WRITE);
            if (Files.exists(file)) {
                file.getFileSystem().provider().checkAccess(file, AccessMode.WRITE);
            }
            return Files.getFileStore(folder).getUsableSpace() < LEAST_FREE_BYTES
                    ? Optional.of("its disk is full")
                    : Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.of("the file and its folder " + folder + " must be writable for user "
                    + System.getProperty("user.name"));
        } catch (FileSystemException e) {
            return Optional.of(String.valueOf(e.getReason())); // such as a read-only file system
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
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

    private static String reason(SQLException failure) {
        if (code(failure) == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return "is not an SQLite database\nMaybe it is another kind of file, or damaged: move it away";
        }
        return "cannot be opened: " + failure.getMessage()
                + (isDamage(failure) ? "\nMaybe move it away: a new one is begun" : "");
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return reason(sql);
            }
        }
        return "cannot be brought up to date: "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
