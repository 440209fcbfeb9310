package io.foretide.scaler.kubernetes.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program started by this JVM that does not outlive it; its output is appended to a log file. Thread-safe. */
final class NativeProcess {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LINES_IN_MESSAGE = 15;

    private final Process process;
    private final Path log;
    private final LastWill lastWill;
    /** Held for as long as this object lives: programs that watch their standard input end when it closes. */
    private final OutputStream lifeline;

    private NativeProcess(Process process, Path log, LastWill lastWill) {
        this.process = process;
        this.log = log;
        this.lastWill = lastWill;
        this.lifeline = process.getOutputStream();
    }

    static NativeProcess start(ProcessBuilder command, Path log, LastWill lastWill) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        lastWill.add(process.pid());
        return new NativeProcess(process, log, lastWill);
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The exit status of a process that has ended. */
    int exitStatus() {
        return process.exitValue();
    }

    /** Waits until {@code ready}; throws with the last lines of the log if the process ends or the time runs out first. */
    void awaitReady(BooleanSupplier ready, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("ended with status " + process.exitValue() + " while starting; " + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("not ready after " + atMost.toSeconds() + " s; " + tail());
            }
        }
    }

    /** Sends SIGTERM and returns. {@code Process.destroy()} would close the lifeline too. */
    void requestStop() {
        process.toHandle().destroy();
    }

    /** Sends a signal, {@code STOP} or {@code CONT} for instance, and returns. */
    void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder(List.of("kill", "-" + name, Long.toString(pid())))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " " + pid() + " ended with status " + status);
        }
    }

    /** SIGTERM, SIGKILL after {@code grace}; returns when the process has ended. */
    void stop(Duration grace) throws IOException {
        requestStop();
        try {
            process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** SIGKILL; returns when the process has ended. */
    void kill() throws IOException {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        ended();
    }

    /** To be called once a process that ended by itself is noticed. */
    void ended() throws IOException {
        lifeline.close();
        lastWill.remove(pid());
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size());
        return "the end of " + log + ":\n" + String.join("\n", last);
    }
}
