package io.foretide.scaler.app.demo;

import io.foretide.scaler.app.UserError;
import io.foretide.training.registry.ModelRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one demo run: empty at the beginning, locked until the end, and never somebody else's. */
final class WorkFolder implements AutoCloseable {
    private static final String MARKER = "foretide-demo.lock";

    private final Path folder;
    private final FileChannel channel;

    private WorkFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder for this run.
     *
     * @throws UserError if another demo runs there, or if it holds files of somebody else
     */
    static WorkFolder take(Path folder) throws IOException {
        Path marker = folder.resolve(MARKER);
        if (Files.exists(folder) && !Files.exists(marker) && !isEmpty(folder)) {
            throw UserError.usage(
                    "work folder " + folder + " holds files that no demo has made: choose another --work-dir");
        }
        createFolder(folder);
        FileChannel channel = FileChannel.open(marker, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw UserError.failed("another demo runs in " + folder + ": choose another --work-dir");
        }
        return new WorkFolder(folder, channel);
    }

    /**
     * The registry beside the folder, which demos share.
     *
     * @throws UserError if what is there is something else's
     */
    ModelRegistry models() throws IOException {
        Path models = folder.resolveSibling("models");
        if (Files.isDirectory(models) && !ModelRegistry.isOne(models) && !isEmpty(models)) {
            throw UserError.usage("work folder " + folder + " has " + models
                    + " beside it, which holds no models: demos keep theirs there, choose another --work-dir");
        }
        return new ModelRegistry(models);
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.usage("work folder " + folder + " cannot be created: it must be in a folder that user "
                    + System.getProperty("user.name") + " may write to");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ofThisJvm) {
            return null;
        }
    }

    /** Deletes what an earlier demo left in it. */
    void clear() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(folder) && !file.equals(folder.resolve(MARKER)))
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Gives the folder free; the files stay. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
