package io.foretide.training.registry;

import io.foretide.store.JobFiles;
import io.foretide.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Versions in a database that several processes share. The libraries that load a model need files: those of a version are copied to this
 * machine when they are first needed, see {@link FetchedVersions}. Thread-safe.
 */
final class VersionRows implements VersionStore {
    private final JobFiles rows;
    private final FetchedVersions fetched;

    /** @param cache folder of this machine for copies; it may be lost */
    VersionRows(JobFiles rows, Path cache) {
        this.rows = rows;
        this.fetched = new FetchedVersions(cache);
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public List<String> list() throws IOException {
        return newestFirst().stream().sorted().toList();
    }

    @Override
    public List<String> newestFirst() throws IOException {
        try {
            return rows.folders();
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Path files(String version) throws IOException {
        try {
            Optional<String> checksum = rows.read(version, ModelFolder.CARD_CHECKSUM)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
            return fetched.folder(
                    checksum.orElseThrow(() -> new ModelRefusedException(version + " of " + name() + " has no "
                            + ModelFolder.CARD_CHECKSUM + ": every file of a model must be there")),
                    () -> rows.folder(version));
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The table is there since the database was opened. */
    @Override
    public void create() throws IOException {
        fetched.create();
    }

    @Override
    public Path begin() throws IOException {
        return fetched.begin();
    }

    @Override
    public boolean add(String version, Path finished) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Path file : ModelFolder.files(finished)) {
            files.put(ModelFolder.name(file), Files.readAllBytes(file));
        }
        try {
            return rows.add(version, files);
        } catch (StoreException | IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void remove(String version) throws IOException {
        try {
            rows.remove(version);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
