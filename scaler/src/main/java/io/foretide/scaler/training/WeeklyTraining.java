package io.foretide.scaler.training;

import io.foretide.inference.Schedule;
import io.foretide.scaler.config.ForetideConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@code foretide train} once a week in a process of its own, with less priority: neither its memory nor its computing
 * weighs on the service. The service follows the registry and serves a new champion by itself. Thread-safe.
 */
public final class WeeklyTraining implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WeeklyTraining.class);
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final ForetideConfig.Weekly when;
    private final ZoneId zone;
    private final List<String> command;
    private final Path output;
    private Optional<Process> running = Optional.empty();

    WeeklyTraining(ForetideConfig.Weekly when, ZoneId zone, List<String> command, Path output) {
        this.when = when;
        this.zone = zone;
        this.command = List.copyOf(command);
        this.output = output;
    }

    /** As a configuration has it; empty if it has none. */
    public static Optional<WeeklyTraining> of(ForetideConfig config) {
        return config.training()
                .weekly()
                .map(when -> new WeeklyTraining(
                        when,
                        config.calendar().zone(),
                        command(config.training().file()),
                        config.data().resolve("training.log")));
    }

    private static List<String> command(Path config) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        for (String name : List.of(
                "foretide.home",
                "java.io.tmpdir",
                "org.bytedeco.javacpp.cachedir",
                "org.bytedeco.javacpp.maxbytes",
                "org.bytedeco.javacpp.maxphysicalbytes")) {
            Optional.ofNullable(System.getProperty(name)).ifPresent(value -> command.add("-D" + name + "=" + value));
        }
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(
                "io.foretide.scaler.cli.Main",
                "train",
                "--config",
                config.toAbsolutePath().toString()));
        return command;
    }

    /** Puts itself on a schedule. */
    public void on(Schedule schedule) {
        schedule.weekly(when.day(), when.time(), zone, "training", this);
        log.info("retrains every {} at {} {}", when.day(), when.time(), zone);
    }

    @Override
    public void run() {
        try {
            Process process = start();
            int status = process.waitFor();
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

    private synchronized Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        running = Optional.of(process);
        return process;
    }

    /** Ends a training that is under way; the next one goes on from its checkpoints. */
    @Override
    public synchronized void close() {
        running.ifPresent(Process::destroy);
    }
}
