package io.foretide.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A content of several processes of one machine, in a file. Thread-safe. */
public final class SharedFile implements SharedContent {
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;
    private final Path next;
    private final Path lockFile;

    /**
     * @param file what is shared
     * @param lockFile beside it, for those who change it
     */
    public SharedFile(Path file, Path lockFile) {
        this.file = file;
        this.next = file.resolveSibling("." + file.getFileName() + ".next");
        this.lockFile = lockFile;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void change(Change change) throws IOException {
        // A file lock holds off other processes, but not other threads of this one.
        synchronized (ONE_AT_A_TIME) {
            try (FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock lock = channel.lock();
                try {
                    replace(change.of(read()));
                } finally {
                    lock.release();
                }
            }
        }
    }

    private void replace(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
