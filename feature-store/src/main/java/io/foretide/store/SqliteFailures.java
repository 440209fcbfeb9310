package io.foretide.store;

import io.foretide.text.Causes;
import java.sql.SQLException;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's failures mean, for people. */
public final class SqliteFailures {
    private SqliteFailures() {}

    /** Whether SQLite says that a file is none of its own, or is broken: one that cannot be read may be whole. */
    public static boolean isDamage(SQLException failure) {
        return code(failure) == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code(failure) == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** Of an extended result code, the lowest byte is the error. */
    private static int code(SQLException failure) {
        return failure.getErrorCode() & 0xff;
    }

    /** Why something in a database could not be done, half a sentence. */
    static String why(JdbiException failure) {
        return Causes.of(failure)
                .filter(SQLiteException.class::isInstance)
                .map(SQLiteException.class::cast)
                .map(e -> e.getResultCode() == SQLiteErrorCode.SQLITE_FULL ? "its disk is full" : e.getMessage())
                .findFirst()
                .orElse(String.valueOf(failure.getMessage()));
    }

    /** Why a file could not be opened, the rest of a sentence that begins with it. */
    static String reason(Throwable failure) {
        if (failure instanceof FlywayException flyway
                && flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return "is the database of another program\nMaybe move it away: a new one is begun";
        }
        return Causes.of(failure)
                .filter(SQLException.class::isInstance)
                .map(cause -> unopened((SQLException) cause))
                .findFirst()
                .orElseGet(() -> "cannot be brought up to date: "
                        + String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
    }

    private static String unopened(SQLException failure) {
        if (code(failure) == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return "is not an SQLite database\nMaybe it is another kind of file, or damaged: move it away";
        }
        return "cannot be opened: " + failure.getMessage()
                + (isDamage(failure) ? "\nMaybe move it away: a new one is begun" : "");
    }
}
