package io.foretide.scaler.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells, without reading them, whether the files of a fleet may say something else than before. Not thread-safe. */
public final class FleetChanges {
    private final Path file;
    private long ofFile;
    private Optional<Path> folder = Optional.empty();
    private Optional<Long> before = Optional.empty();

    /** @param file of the fleet */
    public FleetChanges(Path file) {
        this.file = file;
    }

    /** Whether there may be something new since the last call; yes at the first. */
    public boolean any() {
        try {
            long now = stamp(file);
            if (before.isEmpty() || now != ofFile) {
                ofFile = now;
                folder = FleetFile.folder(file);
            }
            Optional<Long> all = Optional.of(31 * now + (folder.isPresent() ? ofFolder(folder.get()) : 0));
            boolean same = all.equals(before);
            before = all;
            return !same;
        } catch (IOException | ConfigException e) {
            before = Optional.empty(); // whoever reads it says why it cannot be read
            return true;
        }
    }

    private static long ofFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long all = 0;
            for (Path one : files.toList()) {
                all += one.getFileName().hashCode() * 0x9E3779B97F4A7C15L ^ stamp(one);
            }
            return all;
        }
    }

    /** Changes with the time, the length and the identity of a file. */
    private static long stamp(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return Objects.hash(now.lastModifiedTime(), now.fileKey()) * 0x9E3779B97F4A7C15L + now.size();
    }
}
