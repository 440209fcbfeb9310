package io.foretide.scaler.pieces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a machine that does pieces of others: what a piece leaves there goes with it. */
public record Scratch(Path root) {
    Path of(String job) {
        return root.resolve(job);
    }

    void clear(String job) throws IOException {
        Path folder = of(job);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
