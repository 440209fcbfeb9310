package io.foretide.scaler.local;

import io.foretide.process.ChildProcess;
import io.foretide.process.Installation;
import io.foretide.process.JavaProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The ZooKeeper that comes with Flink, as a child process: what tells the JobManagers of a cluster which of them leads. */
final class LocalZooKeeper implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ChildProcess process;
    private final int port;

    private LocalZooKeeper(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static LocalZooKeeper start(Installation installation, FlinkLine flink, Path folder)
            throws IOException, InterruptedException {
        int port = FreePorts.find(1).get(0);
        Path config = Files.createDirectories(folder).resolve("zoo.cfg");
        Files.writeString(config, """
                tickTime=1000
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                """.formatted(folder.resolve("data"), port));
        JavaProgram program = new JavaProgram(
                LocalPrograms.classPath(installation, flink.program()),
                "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of("--zkConfigFile", config.toString(), "--peerId", "1"));
        ChildProcess process = LocalPrograms.start("zookeeper", program, folder);
        process.awaitReady(() -> listens(port), READY_WITHIN);
        return new LocalZooKeeper(process, port);
    }

    /** What Flink's configuration needs for high availability, a line each. */
    List<String> highAvailability(Path storage) {
        return List.of(
                "high-availability.type: 'zookeeper'",
                "high-availability.zookeeper.quorum: '127.0.0.1:" + port + "'",
                "high-availability.storageDir: '" + storage.toUri() + "'",
                "high-availability.cluster-id: 'loss'");
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.stop(GRACE);
    }
}
