package io.foretide.process;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The class path of a program. Sorted by name: a shared class archive is only valid for the same jars in the same order, and
 * classes of {@code flink-autoscaler} replace some of {@code flink-runtime}.
 */
public record ClassPath(List<Path> jars) {
    public ClassPath {
        jars = List.copyOf(jars);
    }

    /** As {@code java -cp} wants it. */
    public String argument() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Changes whenever a jar or the JVM changes. */
    public String fingerprint() {
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
