package io.foretide.retraining;

import io.foretide.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command of Foretide in a process of its own, with less priority: neither its memory nor its computing weighs on the
 * service. Thread-safe.
 */
public final class BackgroundCommand implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BackgroundCommand.class);
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final String name;
    private final List<String> command;
    private final Path output;
    private final Optional<Duration> longest;
    private Optional<ChildProcess> running = Optional.empty();

    /**
     * A command that waits for its time.
     *
     * @param name what it does, such as training
     * @param command all of it; it is put behind {@code nice} where there is one
     * @param output file for what it prints
     * @param longest it is ended after that time, if it is bounded
     */
    public BackgroundCommand(String name, List<String> command, Path output, Optional<Duration> longest) {
        this.name = name;
        this.command = Stream.concat(
                        Files.isExecutable(NICE) ? Stream.of(NICE.toString(), "-n", "10") : Stream.of(),
                        command.stream())
                .toList();
        this.output = output;
        this.longest = longest;
    }

    /** Runs it to its end; what it does not achieve is said, and the service goes on. */
    @Override
    public void run() {
        try {
            int status = awaitEnd(start());
            if (status == 0) {
                log.info("{} is done; see {}", name, output);
            } else {
                log.warn("{} ended with status {}, everything stays as it was; see {}", name, status, output);
            }
        } catch (IOException e) {
            log.warn("{} does not start: {}", name, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int awaitEnd(ChildProcess process) throws InterruptedException {
        if (longest.isPresent()) {
            process.awaitStopped(longest.get());
        }
        return process.awaitEnd();
    }

    private synchronized ChildProcess start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        ChildProcess process = ChildProcess.start(name, builder);
        running = Optional.of(process);
        return process;
    }

    /** Ends one that is under way. */
    @Override
    public synchronized void close() {
        running.ifPresent(ChildProcess::requestStop);
    }
}
