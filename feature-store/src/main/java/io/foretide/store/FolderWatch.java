package io.foretide.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the databases of a data folder are still those that were opened: what is open goes on to be written where nobody finds it
 * when a folder is moved or deleted. Not thread-safe.
 */
public final class FolderWatch {
    private final DataFolder folder;
    private final List<Path> files;
    private final Map<Path, Object> opened = new HashMap<>();

    /**
     * Watches what is there now, and what comes.
     *
     * @param files databases in it that the service uses
     */
    public FolderWatch(DataFolder folder, List<Path> files) {
        this.folder = folder;
        this.files = List.copyOf(files);
        look();
    }

    /** What is wrong with a folder. */
    public sealed interface Trouble {
        /** For people. */
        String sentence();
    }

    /** The folder, or a file of it, is not there: it may come back. */
    public record Gone(String what) implements Trouble {
        @Override
        public String sentence() {
            return what
                    + " is gone, moved or deleted while the service runs: nothing is decided until it is back; if it is lost,"
                    + " the service must be restarted";
        }
    }

    /** Other files are there, and what is open is lost: only a new process opens them. */
    public record Replaced(Path file) implements Trouble {
        @Override
        public String sentence() {
            return "store file " + file
                    + " is another one than the service has opened: nothing is decided, the service must be restarted";
        }
    }

    /** A look at the folder; empty if all is well. */
    public Optional<Trouble> look() {
        if (!opened.isEmpty() && !Files.isDirectory(folder.path())) {
            return Optional.of(new Gone("data folder " + folder.path()));
        }
        return files.stream().flatMap(file -> trouble(file).stream()).findFirst();
    }

    private Optional<Trouble> trouble(Path file) {
        Optional<Object> there = key(file);
        Object before = opened.get(file);
        if (before == null) {
            there.ifPresent(key -> opened.put(file, key));
            return Optional.empty();
        }
        if (there.isEmpty()) {
            return Optional.of(new Gone("store file " + file));
        }
        return there.get().equals(before) ? Optional.empty() : Optional.of(new Replaced(file));
    }

    /** What the file system knows a file by; empty if there is none, or the file system has no such thing. */
    private static Optional<Object> key(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
