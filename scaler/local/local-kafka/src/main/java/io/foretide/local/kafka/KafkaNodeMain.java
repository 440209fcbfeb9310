package io.foretide.local.kafka;

import io.foretide.process.ParentWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One Kafka broker, its own controller (KRaft), on 127.0.0.1. Prints {@code READY} to standard output when it serves and
 * ends on SIGTERM or when its standard input ends.
 */
@Command(name = "kafka-node", description = "Runs one Kafka broker on 127.0.0.1.")
public final class KafkaNodeMain implements Callable<Integer> {
    @Option(names = "--dir", required = true, description = "Where the broker keeps its data; created if missing.")
    private Path directory = Path.of("");

    @Option(names = "--port", required = true, description = "Port for clients.")
    private int port;

    @Option(names = "--controller-port", required = true, description = "Port for the controller.")
    private int controllerPort;

    @Option(
            names = "--topic",
            paramLabel = "NAME=PARTITIONS",
            description = "A topic to create before READY; may be repeated.")
    private Map<String, Integer> topics = Map.of();

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "A property of the broker, such as those of SASL, TLS and rights; may be repeated.")
    private Map<String, String> properties = Map.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new KafkaNodeMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        ParentWatch.start();
        Properties all = NodeProperties.of(directory, port, controllerPort);
        all.putAll(properties);
        format(all);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(all), Time.SYSTEM);
        server.startup();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        Topics.create("127.0.0.1:" + port, topics);
        System.out.println("READY");
        server.awaitShutdown();
        return 0;
    }

    private void format(Properties all) {
        try {
            Path file = Files.createDirectories(directory).resolve("server.properties");
            try (var out = Files.newBufferedWriter(file)) {
                all.store(out, null);
            }
            String[] arguments = {
                "format", "-t", Uuid.randomUuid().toString(), "-c", file.toString(), "--ignore-formatted"
            };
            int status = StorageTool.execute(arguments, System.out);
            if (status != 0) {
                throw new IllegalStateException(
                        "Kafka's storage tool could not format " + directory + ": status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
