package io.foretide.training.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a registry keeps the files of its versions: a folder, or a database that several processes share. A version is there
 * whole or not at all, and never changes. Thread-safe.
 */
sealed interface VersionStore permits VersionFolders, VersionRows {
    /** What it is called in messages. */
    String name();

    /** Names of all versions, by name. */
    List<String> list() throws IOException;

    /** The same, the newest first. */
    List<String> newestFirst() throws IOException;

    /** A folder of this machine with the files of a version that is there; whoever reads them verifies them. */
    Path files(String version) throws IOException;

    /** Makes ready for {@link #add}: whoever will store something later knows now that it can be done. */
    void create() throws IOException;

    /** An empty folder of this machine for the files of a version to be. */
    Path begin() throws IOException;

    /**
     * Stores a version whose files are in the folder of {@link #begin}.
     *
     * @return whether it was stored; not if it is there
     */
    boolean add(String version, Path finished) throws IOException;

    /** Deletes a version. */
    void remove(String version) throws IOException;
}
