package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
import io.foretide.process.ClassPath;
import io.foretide.process.Installation;
import io.foretide.process.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Kafka broker as a child process. */
public final class LocalKafka implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms48m",
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:MaxMetaspaceSize=96m",
            "-Xss512k");

    private final ChildProcess process;
    private final String bootstrap;

    private LocalKafka(ChildProcess process, String bootstrap) {
        this.process = process;
        this.bootstrap = bootstrap;
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @param installation has the program {@code kafka}
     * @param workDirectory for data and log; created if missing
     * @param topics name and number of partitions of each topic to create
     * @throws IOException if the broker does not come up; the message ends with its last log lines
     */
    public static LocalKafka start(Installation installation, Path workDirectory, Map<String, Integer> topics)
            throws IOException, InterruptedException {
        return start(installation, workDirectory, topics, Map.of());
    }

    /**
     * The same with further properties of the broker.
     *
     * @throws IOException if it does not come up
     */
    public static LocalKafka start(
            Installation installation, Path workDirectory, Map<String, Integer> topics, Map<String, String> properties)
            throws IOException, InterruptedException {
        ClassPath classPath = LocalPrograms.classPath(installation, "kafka");
        Path directory = Files.createDirectories(workDirectory.toAbsolutePath());
        for (int attempt = 1; ; attempt++) {
            List<Integer> ports = FreePorts.find(2);
            JavaProgram program = new JavaProgram(
                    classPath,
                    "io.foretide.local.kafka.KafkaNodeMain",
                    JVM_OPTIONS,
                    arguments(directory.resolve("kafka"), ports, topics, properties));
            ChildProcess process = LocalPrograms.start("kafka", program, directory);
            try {
                process.awaitReady(() -> saysReady(process.log()), READY_WITHIN);
                return new LocalKafka(process, "127.0.0.1:" + ports.get(0));
            } catch (IOException | RuntimeException | InterruptedException e) {
                process.stop(Duration.ZERO);
                if (attempt == ATTEMPTS || !Bind.failed(process.log())) {
                    throw e;
                }
            }
        }
    }

    /** Where clients connect, {@code HOST:PORT}. */
    public String bootstrap() {
        return bootstrap;
    }

    /** The process, for whoever shows what runs. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.stop(GRACE);
    }

    private static List<String> arguments(
            Path directory, List<Integer> ports, Map<String, Integer> topics, Map<String, String> properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--dir",
                directory.toString(),
                "--port",
                ports.get(0).toString(),
                "--controller-port",
                ports.get(1).toString()));
        topics.forEach((name, partitions) -> arguments.addAll(List.of("--topic", name + "=" + partitions)));
        properties.forEach((name, value) -> arguments.addAll(List.of("--property", name + "=" + value)));
        return arguments;
    }

    private static boolean saysReady(Path log) {
        try {
            return Files.exists(log) && Files.readAllLines(log).contains("READY");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
