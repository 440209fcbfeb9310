package io.foretide.retraining;

import io.foretide.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@code foretide train} once a week in a process of its own, with less priority: neither its memory nor its computing
 * weighs on the service. The service follows the registry and serves a new champion by itself. Thread-safe.
 */
public final class WeeklyTraining implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WeeklyTraining.class);
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final DayOfWeek day;
    private final LocalTime time;
    private final ZoneId zone;
    private final List<String> command;
    private final Path output;
    private Optional<ChildProcess> running = Optional.empty();

    /**
     * A training that waits for its time.
     *
     * @param zone whose week
     * @param command the whole command of the training's process; it is put behind {@code nice} where there is one
     * @param output file for what it prints
     */
    public WeeklyTraining(DayOfWeek day, LocalTime time, ZoneId zone, List<String> command, Path output) {
        this.day = day;
        this.time = time;
        this.zone = zone;
        this.command = Stream.concat(
                        Files.isExecutable(NICE) ? Stream.of(NICE.toString(), "-n", "10") : Stream.of(),
                        command.stream())
                .toList();
        this.output = output;
    }

    public DayOfWeek day() {
        return day;
    }

    public LocalTime time() {
        return time;
    }

    public ZoneId zone() {
        return zone;
    }

    @Override
    public void run() {
        try {
            int status = start().awaitEnd();
            if (status == 0) {
                log.info("trained; see {}", output);
            } else {
                log.warn("training ended with status {}, the models stay; see {}", status, output);
            }
        } catch (IOException e) {
            log.warn("training does not start: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized ChildProcess start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        ChildProcess process = ChildProcess.start("training", builder);
        running = Optional.of(process);
        return process;
    }

    /** Ends a training that is under way; the next one goes on from its checkpoints. */
    @Override
    public synchronized void close() {
        running.ifPresent(ChildProcess::requestStop);
    }
}
