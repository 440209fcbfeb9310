package io.foretide.store;

import java.io.IOException;
import java.util.Optional;

/**
 * A small content of several processes: read at any time, changed by one at a time, replaced in one step. A file, or where
 * the processes share a database, a row of it. Thread-safe.
 */
public sealed interface SharedContent permits SharedFile, SharedRow {
    /** A change of the content. */
    @FunctionalInterface
    interface Change {
        /** The new content from the old, which is empty before the first. */
        byte[] of(Optional<byte[]> content) throws IOException;
    }

    /** What it is called in messages. */
    String name();

    /**
     * What it holds; empty before anything was stored.
     *
     * @throws IOException if it cannot be read
     */
    Optional<byte[]> read() throws IOException;

    /**
     * Replaces the content; others who want to wait.
     *
     * @throws IOException if it cannot be read or written
     */
    void change(Change change) throws IOException;
}
