package io.foretide.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A disk of some MiB, where this user may mount one; tests that need it are skipped elsewhere. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts one. */
    public static SmallDisk mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        Assumptions.assumeTrue(
                isDone("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString()),
                "this user may mount no disk");
        return new SmallDisk(folder);
    }

    private static boolean isDone(String... command) throws IOException {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + String.join(" ", command));
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    public Path folder() {
        return folder;
    }

    /** Leaves no room. */
    public void fill() throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(folder.resolve("filler"))) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            if (!Files.exists(folder.resolve("filler"))) {
                throw full;
            }
        }
    }

    /** Makes room again. */
    public void free() throws IOException {
        Files.delete(folder.resolve("filler"));
    }

    @Override
    public void close() throws IOException {
        if (!isDone("umount", folder.toString()) && !isDone("umount", "-l", folder.toString())) {
            throw new IOException(folder + " is still mounted");
        }
    }
}
