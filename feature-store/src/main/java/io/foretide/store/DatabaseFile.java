package io.foretide.store;

import io.foretide.text.IoReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that holds an SQLite database, or will: what this user may do with it. Changes nothing in it. */
public record DatabaseFile(Path path) {
    static {
        SqliteLibrary.load();
    }

    /** Without it not even the files beside a database can be made. */
    private static final long LEAST_FREE_BYTES = 128 * 1024;

    /**
     * Whether there is such a file.
     *
     * @throws StoreException if this user may not know
     */
    public boolean isThere() {
        try {
            path.getFileSystem().provider().checkAccess(path);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private StoreException unreadable(@Nullable IOException why) {
        return new StoreException(
                "store file " + path + " cannot be read by user " + System.getProperty("user.name"), why);
    }

    /**
     * A consistent copy of a file that others may write at the same time.
     *
     * @param to where nothing is yet
     * @throws StoreException if it is no database, cannot be read, or the copy not be written
     */
    public void copyTo(Path to) {
        if (!Files.isReadable(path)) {
            throw unreadable(null);
        }
        try (Connection connection = DriverManager.getConnection(readOnly());
                PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, to.toString());
            statement.executeUpdate();
        } catch (SQLException e) {
            deletePart(to);
            throw new StoreException(
                    SqliteFailures.isDamage(e)
                            ? "store file " + path + " " + SqliteFailures.reason(e)
                            : "store file " + path + " cannot be copied to " + to + ": " + e.getMessage(),
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
    public String readOnly() {
        boolean alone = !isWritable() && isEmpty(path.resolveSibling(path.getFileName() + "-wal"));
        return "jdbc:sqlite:file:" + path.toAbsolutePath() + "?mode=ro" + (alone ? "&immutable=1" : "");
    }

    private static boolean isEmpty(Path log) {
        return log.toFile().length() == 0;
    }

    /**
     * To be asked before it is opened to be written.
     *
     * @throws StoreException if it cannot be
     */
    void checkPlace() {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            throw new StoreException("store file " + path + " is a folder: a file is needed", null);
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StoreException(
                    "store file " + path + " cannot be created: its folder " + folder
                            + " does not exist\nMaybe create it: mkdir -p " + folder,
                    null);
        }
        unwritable().ifPresent(why -> {
            throw new StoreException("store file " + path + " cannot be written: " + why, null);
        });
    }

    boolean isWritable() {
        return unwritable().isEmpty();
    }

    /** Why a file cannot be written; empty if it can. */
    private Optional<String> unwritable() {
        Path folder = path.toAbsolutePath().resolveSibling(".").normalize();
        try {
            folder.getFileSystem().provider().checkAccess(folder, AccessMode.WRITE);
            if (Files.exists(path)) {
                path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE);
            }
            return Files.getFileStore(folder).getUsableSpace() < LEAST_FREE_BYTES
                    ? Optional.of("its disk is full")
                    : Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.of("the file and its folder " + folder + " must be writable for user "
                    + System.getProperty("user.name"));
        } catch (IOException e) {
            return Optional.of(IoReason.of(e)); // such as a read-only file system
        }
    }
}
