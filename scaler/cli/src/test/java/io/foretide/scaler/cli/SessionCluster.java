package io.foretide.scaler.cli;

import io.foretide.process.ChildProcess;
import io.foretide.process.ClassPath;
import io.foretide.process.Installation;
import io.foretide.process.JavaProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Flink session cluster as processes of this machine, with TaskManagers of one slot and enough memory to train in. */
final class SessionCluster implements AutoCloseable {
    private static final Duration MINUTES = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;
    private static final String MAIN = "io.foretide.local.flink.";

    private final Path folder;
    private final ClassPath classPath;
    private final Map<String, String> environment;
    private final int rest;
    private final List<ChildProcess> processes = new ArrayList<>();

    private SessionCluster(Path folder, String program, Map<String, String> environment) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.classPath = Installation.here().program(program).orElseThrow();
        this.environment = environment;
        int rpc = freePort();
        this.rest = freePort();
        Files.writeString(
                Files.createDirectories(folder.resolve("conf")).resolve("config.yaml"), """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.bind-host: 127.0.0.1
                jobmanager.rpc.port: %d
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.numberOfTaskSlots: 1
                taskmanager.cpu.cores: 1
                taskmanager.memory.framework.heap.size: 64m
                taskmanager.memory.task.heap.size: 448m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.task.off-heap.size: 256m
                taskmanager.memory.managed.size: 0m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 128m
                taskmanager.memory.jvm-overhead.max: 128m
                taskmanager.memory.network.min: 16m
                taskmanager.memory.network.max: 16m
                heartbeat.interval: 1 s
                heartbeat.timeout: 30 s
                pekko.ask.timeout: 60 s
                pekko.startup-timeout: 120 s
                web.refresh-interval: 500
                """.formatted(rpc, rest));
    }

    /**
     * Starts a JobManager and TaskManagers, and waits until they are registered. A machine that is busy with other tests may need
     * a second attempt: Flink gives its own start ten seconds.
     *
     * @param program of the Flink in {@code target/dist}
     * @param environment of all processes
     */
    static SessionCluster start(Path folder, String program, int taskManagers, Map<String, String> environment)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            SessionCluster cluster = new SessionCluster(folder, program, environment);
            try {
                cluster.start(taskManagers);
                return cluster;
            } catch (IOException | RuntimeException | InterruptedException e) {
                cluster.close();
                if (attempt == ATTEMPTS || !(e instanceof IOException)) {
                    throw e;
                }
            }
        }
    }

    private void start(int taskManagers) throws IOException, InterruptedException {
        start("jobmanager", "SessionMain", List.of("-Xmx256m"), List.of());
        processes.get(0).awaitReady(() -> !answer("/overview").isEmpty(), MINUTES);
        for (int i = 0; i < taskManagers; i++) {
            start(
                    "taskmanager-" + i,
                    "TaskManagerMain",
                    List.of("-Xmx512m", "-XX:MaxMetaspaceSize=256m"),
                    List.of("-Dtaskmanager.resource-id=taskmanager-" + i));
        }
        processes.get(0).awaitReady(() -> answer("/overview").contains("\"slots-total\":" + taskManagers), MINUTES);
    }

    private void start(String name, String main, List<String> jvm, List<String> more) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve(name));
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", folder.resolve("conf").toString()));
        arguments.addAll(more);
        ProcessBuilder command = new JavaProgram(classPath, MAIN + main, jvm, arguments)
                .withJvmOptions(List.of(
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary))
                .command()
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        command.environment().putAll(environment);
        processes.add(ChildProcess.start(name, command));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** {@code kill -9} of a TaskManager. */
    void kill(int taskManager) {
        processes.get(1 + taskManager).stopNow();
    }

    String address() {
        return "http://127.0.0.1:" + rest;
    }

    /** What Flink's REST interface says; nothing while it does not answer. */
    String answer(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address() + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).stopNow();
        }
    }
}
