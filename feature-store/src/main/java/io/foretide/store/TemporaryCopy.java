package io.foretide.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** A copy of a database among temporary files, alone in its folder. */
record TemporaryCopy(Path path) {
    /**
     * What a file holds now.
     *
     * @throws StoreException if it cannot be copied
     */
    static TemporaryCopy of(DatabaseFile original) {
        TemporaryCopy copy = new TemporaryCopy(place(original.path()));
        try {
            original.copyTo(copy.path());
            return copy;
        } catch (StoreException e) {
            copy.delete();
            throw e;
        }
    }

    private static Path place(Path file) {
        try {
            return Files.createTempDirectory("foretide-read").resolve(String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw new StoreException(
                    "store file " + file + " cannot be copied to be read: no folder can be made in "
                            + System.getProperty("java.io.tmpdir"),
                    e);
        }
    }

    void delete() {
        try (Stream<Path> files = Files.list(path.resolveSibling("."))) {
            for (Path part : files.toList()) { // beside it are those of the write-ahead log
                Files.delete(part);
            }
            Files.delete(Objects.requireNonNull(path.getParent()));
        } catch (IOException stays) {
            // among temporary files, which the machine clears away
        }
    }
}
