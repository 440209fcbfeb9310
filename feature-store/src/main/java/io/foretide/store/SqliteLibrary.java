package io.foretide.store;

import io.foretide.process.Uninterrupted;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library. On its first use the driver asks a program what machine this is and swallows an interrupt meanwhile, so
 * that a command would not end which is asked to.
 */
final class SqliteLibrary {
    private SqliteLibrary() {}

    /** Waits until it is there; an interrupt meanwhile is one afterwards. */
    static void load() {
        Uninterrupted.run("sqlite", SqliteLibrary::initialize);
    }

    private static void initialize() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            // whoever connects is told
        }
    }
}
