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
        if (lock(channel) == null) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new StoreException(
                    "data folder " + folder.path() + " is in use by " + (holder.isEmpty() ? "another process" : holder)
                            + ": " + why,
                    null);
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

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
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
