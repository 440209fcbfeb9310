package io.foretide.training.registry;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Versions in folders of this machine: {@code versions/VERSION/}. Processes of one machine may share them. Thread-safe. */
final class VersionFolders implements VersionStore {
    private final Path root;
    private final Path versions;

    VersionFolders(Path root) {
        this.root = root;
        this.versions = in(root);
    }

    static Path in(Path root) {
        return root.resolve("versions");
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public List<String> list() throws IOException {
        if (!Files.exists(versions)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.map(ModelFolder::name)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<String> newestFirst() throws IOException {
        record Stored(String version, FileTime at) {}
        List<Stored> all = new ArrayList<>();
        for (String version : list()) {
            all.add(new Stored(version, Files.getLastModifiedTime(files(version))));
        }
        return all.stream()
                .sorted(Comparator.comparing(Stored::at)
                        .thenComparing(Stored::version)
                        .reversed())
                .map(Stored::version)
                .toList();
    }

    @Override
    public Path files(String version) {
        return versions.resolve(version);
    }

    @Override
    public void create() throws IOException {
        Files.createDirectories(versions);
        if (!Files.isWritable(root) || !Files.isWritable(versions)) {
            throw new AccessDeniedException(root.toString());
        }
    }

    @Override
    public Path begin() throws IOException {
        return UnfinishedFolder.in(versions);
    }

    @Override
    public boolean add(String version, Path finished) throws IOException {
        try {
            Files.move(finished, files(version), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            if (Files.exists(files(version))) {
                return false;
            }
            throw e;
        }
    }

    /** In two steps, so that nobody ever sees a part of it. */
    @Override
    public void remove(String version) throws IOException {
        Path gone = begin();
        Files.move(files(version), gone, StandardCopyOption.ATOMIC_MOVE);
        UnfinishedFolder.delete(gone);
    }
}
