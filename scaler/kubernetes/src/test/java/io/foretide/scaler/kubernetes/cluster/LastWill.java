package io.foretide.scaler.kubernetes.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Kills programs when this JVM ends, however it ends: a small shell waits for the end of its standard input, which the
 * operating system closes, and then kills the processes it was told last. For programs that do not watch their own standard
 * input. Thread-safe.
 */
final class LastWill implements AutoCloseable {
    private static final String SHELL = """
            trap '' INT TERM HUP
            while read -r line; do pids=$line; done
            [ -z "$pids" ] || kill -9 $pids 2>/dev/null
            """;

    private final Process shell;
    private final OutputStream pipe;
    private final Set<Long> pids = new TreeSet<>();

    LastWill() throws IOException {
        shell = new ProcessBuilder("sh", "-c", SHELL)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        pipe = shell.getOutputStream();
    }

    synchronized void add(long pid) throws IOException {
        pids.add(pid);
        tell();
    }

    /** To be called as soon as the process has ended: its number may come back as another program's. */
    synchronized void remove(long pid) throws IOException {
        pids.remove(pid);
        tell();
    }

    private void tell() throws IOException {
        String line = pids.stream().map(String::valueOf).collect(Collectors.joining(" ", "", "\n"));
        pipe.write(line.getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }

    /** Carries the will out now; returns when the processes have ended. */
    @Override
    public synchronized void close() throws IOException {
        pipe.close();
        shell.onExit().join();
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        }
    }
}
