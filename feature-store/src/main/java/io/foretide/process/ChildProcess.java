package io.foretide.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process started by this one, which writes to a file. Its standard input is a pipe that stays open; programs of this
 * project end themselves when it closes, so none outlives this JVM, even one that is killed. Thread-safe.
 */
public final class ChildProcess {
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
     * Starts a process.
     *
     * @param name for messages
     * @param command whose output is redirected to a file
     */
    public static ChildProcess start(String name, ProcessBuilder command) throws IOException {
        File log = Objects.requireNonNull(
                command.redirectOutput().file(), "the output of a child process has to be redirected to a file");
        return new ChildProcess(name, command.start(), log.toPath());
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** The file to which its output goes. */
    public Path log() {
        return log;
    }

    /** Its standard error, unless that is redirected. */
    public BufferedReader errors() {
        return process.errorReader();
    }

    /** Waits until {@code ready}; throws with the last lines of the log if the process ends or the time runs out first. */
    public void awaitReady(BooleanSupplier ready, Duration atMost) throws IOException, InterruptedException {
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

    /** Waits until the process has ended by itself, and returns its exit status. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** The exit status of a process that has ended. */
    public int exitStatus() {
        return process.exitValue();
    }

    /**
     * Tells a program that waits for it to begin, see {@link ParentWatch#start(Runnable)}; others do not notice.
     *
     * @throws IOException if the process has ended
     */
    public void wake() throws IOException {
        lifeline.write('\n');
        lifeline.flush();
    }

    /** Sends SIGTERM and returns. {@code Process.destroy()} would close the pipe too, which ends a child without grace. */
    public void requestStop() {
        process.toHandle().destroy();
    }

    /** Waits until the process has ended, and kills it after {@code grace}. */
    public void awaitStopped(Duration grace) {
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
    public void stop(Duration grace) {
        requestStop();
        awaitStopped(grace);
    }

    /** SIGKILL; returns when the process has ended. */
    public void stopNow() {
        kill();
        process.onExit().join();
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
