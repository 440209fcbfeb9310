package io.foretide.training.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of files that nobody takes for a model yet, or any more. */
final class UnfinishedFolder {
    private UnfinishedFolder() {}

    /** A new one in a folder that exists. */
    static Path in(Path parent) throws IOException {
        return Files.createTempDirectory(parent, ".unfinished-");
    }

    /** Deletes a folder of files, if it is there. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : ModelFolder.files(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }
}
