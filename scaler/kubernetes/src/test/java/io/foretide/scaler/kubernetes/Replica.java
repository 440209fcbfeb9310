package io.foretide.scaler.kubernetes;

import static org.awaitility.Awaitility.await;

import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A {@link ReplicaMain} in a process of its own. Thread-safe. */
final class Replica implements AutoCloseable {
    private static final Path LOGS = Path.of("target", "replicas");

    private final String identity;
    private final Process process;
    private final OutputStream commands;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Replica(String identity, Process process) {
        this.identity = identity;
        this.process = process;
        this.commands = process.getOutputStream();
        Thread reader = new Thread(this::read, "output of " + identity);
        reader.setDaemon(true);
        reader.start();
    }

    /** A replica that asks for {@code lease}; {@code start} is when the job's clock began, the same for all. */
    static Replica start(TestNamespace namespace, String identity, String lease, Path folder, Instant start)
            throws IOException {
        Path data = Files.createDirectories(folder.resolve(identity));
        Path kubeconfig = namespace
                .plane()
                .kubeconfig(namespace.plane().adminConfig(), namespace.name(), data.resolve("kubeconfig"));
        Files.createDirectories(LOGS);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ReplicaMain.class.getName(),
                        kubeconfig.toString(),
                        namespace.name(),
                        identity,
                        lease,
                        data.toString(),
                        start.toString())
                .redirectError(
                        LOGS.resolve(namespace.name() + "-" + identity + ".log").toFile())
                .start();
        return new Replica(identity, process);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("FAILED to read: " + e.getMessage());
        }
    }

    String identity() {
        return identity;
    }

    Replica tell(String command) {
        try {
            commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has said so far. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until it stands still at a gate. */
    void awaitGate(Gate gate) {
        await(identity + " is at " + gate)
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> lines.contains(ReplicaMain.AT + gate));
    }

    /** The ticks it has said after the first {@code from} lines. */
    List<ReplicaTick> ticks(int from) {
        return lines.stream()
                .skip(from)
                .map(ReplicaTick::read)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Waits for a tick that is {@code wanted}, after the first {@code from} lines. */
    ReplicaTick awaitTick(int from, String what, Predicate<ReplicaTick> wanted) {
        await(identity + " says that " + what)
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ticks(from).stream().anyMatch(wanted));
        return ticks(from).stream().filter(wanted).findFirst().orElseThrow();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
