package io.foretide.scaler.kubernetes.cluster;

import io.foretide.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Any program as a child process that does not outlive this JVM; its output is appended to a log file. Thread-safe. */
final class NativeProcess {
    private final ChildProcess process;
    private final LastWill lastWill;

    private NativeProcess(ChildProcess process, LastWill lastWill) {
        this.process = process;
        this.lastWill = lastWill;
    }

    static NativeProcess start(ProcessBuilder command, Path log, LastWill lastWill) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ChildProcess process = ChildProcess.start(
                Objects.toString(Path.of(command.command().get(0)).getFileName()),
                command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
        lastWill.add(process.pid());
        return new NativeProcess(process, lastWill);
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.alive();
    }

    /** The exit status of a process that has ended. */
    int exitStatus() {
        return process.exitStatus();
    }

    /** Waits until {@code ready}; throws with the last lines of the log if the process ends or the time runs out first. */
    void awaitReady(BooleanSupplier ready, Duration atMost) throws IOException, InterruptedException {
        process.awaitReady(ready, atMost);
    }

    /** Sends SIGTERM and returns. */
    void requestStop() {
        process.requestStop();
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
        process.stop(grace);
        ended();
    }

    /** SIGKILL; returns when the process has ended. */
    void kill() throws IOException {
        process.stopNow();
        ended();
    }

    /** To be called once a process that ended by itself is noticed. */
    void ended() throws IOException {
        lastWill.remove(pid());
    }
}
