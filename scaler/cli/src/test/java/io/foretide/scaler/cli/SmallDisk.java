package io.foretide.scaler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk of a few megabytes, which can be filled: in memory, and mounted where only the processes in its namespaces see it. Needs no
 * rights where people may have user namespaces. Not thread-safe.
 */
final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 4096;

    private final Process holder;
    private final Path seen;

    private SmallDisk(Process holder, Path seen) {
        this.holder = holder;
        this.seen = seen;
    }

    /** Whether this machine lets its people have one. */
    static boolean isAllowed() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program here
        }
    }

    /** Mounts it at an empty folder; it goes with what holds it. */
    static SmallDisk mount(Path at, int megabytes) throws IOException, InterruptedException {
        Process holder = new ProcessBuilder(
                        "unshare",
                        "-Urm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=" + megabytes + "m none \"$0\" && echo mounted && exec cat",
                        at.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] said = holder.getInputStream().readNBytes("mounted\n".length());
        if (said.length == 0) {
            throw new IOException("no disk can be mounted: exit code " + holder.waitFor());
        }
        return new SmallDisk(holder, Path.of("/proc", String.valueOf(holder.pid()), "root", at.toString()));
    }

    /** The command in the namespaces that see it. */
    List<String> seenBy(List<String> command) {
        List<String> inside = new ArrayList<>(
                List.of("nsenter", "-t", String.valueOf(holder.pid()), "-U", "-m", "--preserve-credentials", "--"));
        inside.addAll(command);
        return inside;
    }

    /** Its folder, as it is seen from outside. */
    Path seen() {
        return seen;
    }

    /** Leaves not a byte. */
    void fill() throws IOException {
        try (var ballast = Files.newOutputStream(seen.resolve("ballast"))) {
            while (true) {
                ballast.write(new byte[CHUNK]);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(seen.resolve("ballast"));
    }

    @Override
    public void close() {
        holder.destroy();
    }
}
