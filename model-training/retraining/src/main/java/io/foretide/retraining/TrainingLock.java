package io.foretide.retraining;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One training at a time in a registry, whichever process runs it; released by the system if that process dies. */
final class TrainingLock {
    private final FileChannel channel;

    private TrainingLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock beside the folder of checkpoints.
     *
     * @throws IllegalStateException if another training has it
     */
    static TrainingLock take(Path checkpoints) throws IOException {
        Path file = checkpoints.resolveSibling(".training.lock");
        Files.createDirectories(checkpoints);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new TrainingLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // another thread of this process
        }
        channel.close();
        throw new IllegalStateException("another training is under way: it holds " + file);
    }

    void close() throws IOException {
        channel.close();
    }
}
