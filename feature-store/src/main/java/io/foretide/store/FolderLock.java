package io.foretide.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data folder that one process has to itself: two that decide would learn into one memory. The operating system gives the lock
 * back when the process ends, however it ends.
 */
public final class FolderLock implements AutoCloseable {
    private static final String NAME = "in-use";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the folder for a service. */
    public static FolderLock take(DataFolder folder) {
        return take(
                folder,
                "two services would learn into one memory\nMaybe end that one, or give this one a folder of its own: data");
    }

    /**
     * Takes the folder, which is created where there is none.
     *
     * @param why nobody else may have it, and what to do if somebody has
     * @throws StoreException if another process has it, which is named, or it cannot be written
     */
    public static FolderLock take(DataFolder folder, String why) {
        try {
            Files.createDirectories(folder.path());
            return taken(folder, why);
        } catch (IOException e) {
            throw new StoreException("data folder " + folder.path() + " cannot be written: " + reason(e), e);
        }
    }

    /** Who has the folder, such as {@code process 12 on here}; empty if nobody has it, or this user may not know. */
    public static Optional<String> holder(DataFolder folder) {
        Path file = folder.path().resolve(NAME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // who was killed has left its name, and no lock
            return lock(channel, true) == null ? Optional.of(said(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String said(Path file) throws IOException {
        String holder = Files.readString(file).strip();
        return holder.isEmpty() ? "another process" : holder;
    }

    private static String reason(IOException failure) {
        String why = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return why == null
                ? "it must be a folder that user " + System.getProperty("user.name") + " may write to"
                : why; // such as a full disk
    }

    private static FolderLock taken(DataFolder folder, String why) throws IOException {
        Path file = folder.path().resolve(NAME);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (lock(channel, false) == null) {
            String holder = said(file);
            channel.close();
            throw new StoreException("data folder " + folder.path() + " is in use by " + holder + ": " + why, null);
        }
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + " on " + host() + "\n")
                    .getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new FolderLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            return null; // another service of this process
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed host";
        }
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        channel.close();
    }
}
