package io.foretide.scaler.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recognises a start that failed because another program took the port first. */
final class Bind {
    private Bind() {}

    static boolean failed(Path log) throws IOException {
        return Files.exists(log)
                && Files.readString(log)
                        .lines()
                        .anyMatch(line ->
                                line.contains("java.net.BindException") || line.contains("Address already in use"));
    }
}
