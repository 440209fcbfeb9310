package io.foretide.scaler.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of a companion program: the jars of {@code HOME/target/dist/NAME}, sorted, because a shared class archive
 * is only valid for the same jars in the same order.
 */
record ClassPath(String name, List<Path> jars) {
    ClassPath {
        jars = List.copyOf(jars);
    }

    static ClassPath find(Path home, String name) {
        Path directory = home.toAbsolutePath().resolve("target/dist").resolve(name);
        List<Path> jars = List.of();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                jars = files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException("Could not list " + directory, e);
            }
        }
        if (jars.isEmpty()) {
            throw new IllegalStateException(
                    "No jars of the program '" + name + "' in " + directory + ".\nMaybe build them: ./mvnw package");
        }
        return new ClassPath(name, jars);
    }

    /** As {@code java -cp} wants it. */
    String argument() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Changes whenever a jar or the JVM changes. */
    String fingerprint() {
        StringBuilder text = new StringBuilder(Runtime.version().toString());
        for (Path jar : jars) {
            File file = jar.toFile();
            text.append('\n')
                    .append(jar)
                    .append(' ')
                    .append(file.length())
                    .append(' ')
                    .append(file.lastModified());
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
