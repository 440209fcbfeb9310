package io.foretide.training.registry;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Copies on this machine of versions that are kept elsewhere, each in a folder that is named by the checksum of its card, and with
 * it of all its files. The {@value #MAX_COPIES} that were used last stay; all may be lost. Processes may share them. Thread-safe.
 */
final class FetchedVersions {
    /** As many as a registry keeps: a service loads two or three of them. */
    static final int MAX_COPIES = Retention.MAX_VERSIONS;

    private static final String CHECKSUM = "[0-9a-f]{64}";

    private final Path cache;

    FetchedVersions(Path cache) {
        this.cache = cache;
    }

    void create() throws IOException {
        Files.createDirectories(cache);
    }

    /** An empty folder beside the copies. */
    Path begin() throws IOException {
        create();
        return UnfinishedFolder.in(cache);
    }

    /**
     * The copy with a checksum, fetched unless it is there and whole.
     *
     * @throws ModelRefusedException if what is fetched is damaged
     */
    Path folder(String checksum, Supplier<Map<String, byte[]>> files) throws IOException {
        if (!checksum.matches(CHECKSUM)) {
            throw new ModelRefusedException(ModelFolder.CARD_CHECKSUM + " is damaged: it is no SHA-256");
        }
        Path copy = cache.resolve(checksum);
        if (isWhole(copy)) {
            Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
            return copy;
        }
        fetch(files.get(), copy);
        forgetOld();
        return copy;
    }

    private static boolean isWhole(Path copy) throws IOException {
        if (!Files.isDirectory(copy)) {
            return false;
        }
        try {
            ModelFolder.verify(copy);
            return true;
        } catch (ModelRefusedException damaged) {
            UnfinishedFolder.delete(copy);
            return false;
        }
    }

    private void fetch(Map<String, byte[]> files, Path copy) throws IOException {
        Path unfinished = begin();
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (!file.getKey().matches(ModelFolder.FILE_NAME)) {
                    throw new ModelRefusedException(file.getKey() + ": must be a plain file name");
                }
                Files.write(unfinished.resolve(file.getKey()), file.getValue());
            }
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(copy)) { // else another process was faster
                throw e;
            }
        } finally {
            UnfinishedFolder.delete(unfinished);
        }
    }

    private void forgetOld() throws IOException {
        record Copy(Path folder, FileTime used) {}
        List<Copy> copies = new ArrayList<>();
        try (Stream<Path> folders = Files.list(cache)) {
            for (Path folder : folders.filter(folder -> ModelFolder.name(folder).matches(CHECKSUM))
                    .toList()) {
                copies.add(new Copy(folder, Files.getLastModifiedTime(folder)));
            }
        }
        copies.sort(Comparator.comparing(Copy::used).reversed());
        for (Copy old : copies.subList(Math.min(MAX_COPIES, copies.size()), copies.size())) {
            UnfinishedFolder.delete(old.folder());
        }
    }
}
