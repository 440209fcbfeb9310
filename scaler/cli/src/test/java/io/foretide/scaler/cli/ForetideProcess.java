package io.foretide.scaler.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** The {@code foretide} command as it ships, as a process of its own; what it says goes to a file. */
final class ForetideProcess implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("foretide.home"));
    private static final long PATIENCE_MINUTES = 15;
    private static final long GRACE_SECONDS = 60;

    private final Process process;
    private final Path log;

    private ForetideProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a command.
     *
     * @param log a file for results and messages
     */
    static ForetideProcess start(Path log, String... arguments) throws IOException {
        return start(log, UnaryOperator.identity(), arguments);
    }

    /** The same with more in its environment. */
    static ForetideProcess start(Path log, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = builder(log, command(arguments));
        builder.environment().putAll(environment);
        return new ForetideProcess(builder.start(), log);
    }

    /**
     * The same.
     *
     * @param within what the command is wrapped in
     */
    static ForetideProcess start(Path log, UnaryOperator<List<String>> within, String... arguments) throws IOException {
        return new ForetideProcess(
                builder(log, within.apply(command(arguments))).start(), log);
    }

    private static List<String> command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dforetide.home=" + HOME,
                "-Dorg.bytedeco.javacpp.cachedir=" + Files.createDirectories(HOME.resolve("target/cache")),
                "-cp",
                HOME.resolve("target/dist/app") + "/*",
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static ProcessBuilder builder(Path log, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder;
    }

    /** Runs a command to its end and returns its exit code. */
    static int run(Path log, String... arguments) throws IOException, InterruptedException {
        try (ForetideProcess foretide = start(log, arguments)) {
            return foretide.exitCode();
        }
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("no end after " + PATIENCE_MINUTES + " minutes: " + said());
        }
        return process.exitValue();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Sends it a signal, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " ends with exit code " + exit);
        }
    }

    /** Everything it has said so far. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
