package io.foretide.scaler.local;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A JVM started by this one. Its standard input is a pipe that stays open; the programs end themselves when it closes, so
 * none outlives this JVM, even one that is killed. Output and errors go to a log file. Thread-safe.
 */
final class ChildProcess {
    private static final int LINES_IN_MESSAGE = 15;
    private static final Duration POLL = Duration.ofMillis(20);

    private final String name;
    private final Process process;
    private final Path log;
    /** Held for as long as this object lives: a collected pipe would end the child. */
    private final OutputStream lifeline;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.lifeline = process.getOutputStream();
    }

    /**
     * Starts {@code program}.
     *
     * @param name names the log file {@code NAME.log} and the folder {@code NAME} for temporary files in {@code workDirectory}
     */
    static ChildProcess start(String name, JavaProgram program, Path workDirectory) throws IOException {
        Path temporary = Files.createDirectories(workDirectory.resolve(name).resolve("tmp"));
        Path log = workDirectory.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(javaExecutable());
        command.add("-XX:-UsePerfData");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(program.jvmOptions());
        command.add("-cp");
        command.add(program.classPath().argument());
        command.add(program.mainClass());
        command.addAll(program.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().put("MALLOC_ARENA_MAX", "2"); // glibc's per-thread arenas cost tens of MB in a JVM
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // options meant for this JVM, a debugger's port for instance
        return new ChildProcess(name, builder.start(), log);
    }

    static String javaExecutable() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** Waits until {@code ready}; throws with the last lines of the log if the process ends or the time runs out first. */
    void awaitReady(BooleanSupplier ready, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        name + " ended with status " + process.exitValue() + " while starting; " + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(name + " was not ready after " + atMost.toSeconds() + " s; " + tail());
            }
        }
    }

    /** Sends SIGTERM and returns. {@code Process.destroy()} would close the pipe too, which ends a child without grace. */
    void requestStop() {
        process.toHandle().destroy();
    }

    /** Waits until the process has ended, and kills it after {@code grace}. */
    void awaitStopped(Duration grace) {
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM, and SIGKILL after {@code grace}. */
    void stop(Duration grace) {
        requestStop();
        awaitStopped(grace);
    }

    private void kill() {
        process.toHandle().destroyForcibly();
        try {
            lifeline.close();
        } catch (IOException e) {
            // the child closed its end first
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size());
        return "the end of " + log + ":\n" + String.join("\n", last);
    }
}
