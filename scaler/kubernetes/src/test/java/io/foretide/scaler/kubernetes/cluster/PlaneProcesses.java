package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The processes of a control plane on 127.0.0.1; what they store is in a temporary folder. Thread-safe. */
final class PlaneProcesses implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;

    private final Path data;
    private final LastWill lastWill;
    private final ApiServer apiServer;

    private PlaneProcesses(Path data, LastWill lastWill, ApiServer apiServer) {
        this.data = data;
        this.lastWill = lastWill;
        this.apiServer = apiServer;
    }

    /** Starts them; again with other ports if another program took one. */
    static PlaneProcesses start(Path programs, Path logs) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Path data = Files.createTempDirectory("foretide-control-plane");
            LastWill lastWill = new LastWill();
            try {
                return new PlaneProcesses(data, lastWill, launch(programs, data, logs, lastWill));
            } catch (IOException | InterruptedException | RuntimeException e) {
                lastWill.close();
                delete(data);
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("address already in use")) {
                    throw e;
                }
            }
        }
    }

    ApiServer apiServer() {
        return apiServer;
    }

    /** Ends them at once, without grace: nothing they store is needed any more. */
    @Override
    public void close() throws IOException {
        lastWill.close();
        delete(data);
    }

    private static ApiServer launch(Path programs, Path data, Path logs, LastWill lastWill)
            throws IOException, InterruptedException {
        List<Integer> ports = LoopbackPorts.free(3);
        int etcdPort = ports.get(1);
        NativeProcess.start(etcd(programs, data, etcdPort, ports.get(2)), logs.resolve("etcd.log"), lastWill)
                .awaitReady(() -> LoopbackPorts.accepts(etcdPort), READY_WITHIN);
        PlaneFiles files = PlaneFiles.create(data.resolve("files"));
        ApiServer server =
                new ApiServer(programs, files, ports.subList(0, 2), logs.resolve("kube-apiserver.log"), lastWill);
        Path kubeconfig = Kubeconfig.write(server.adminConfig(), "default", data.resolve("controllers.kubeconfig"));
        NativeProcess controllers = NativeProcess.start(
                controllers(programs, files, kubeconfig), logs.resolve("kube-controller-manager.log"), lastWill);
        try (KubernetesClient admin =
                new KubernetesClientBuilder().withConfig(server.adminConfig()).build()) {
            // the first work of the controllers: namespaces get their ServiceAccount
            controllers.awaitReady(
                    () -> admin.serviceAccounts()
                                    .inNamespace("default")
                                    .withName("default")
                                    .get()
                            != null,
                    READY_WITHIN);
        }
        return server;
    }

    private static ProcessBuilder etcd(Path programs, Path data, int port, int peerPort) {
        String peer = "http://127.0.0.1:" + peerPort;
        return new ProcessBuilder(
                programs.resolve("etcd").toString(),
                "--name=test",
                "--data-dir=" + data.resolve("etcd"),
                "--listen-client-urls=http://127.0.0.1:" + port,
                "--advertise-client-urls=http://127.0.0.1:" + port,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=test=" + peer);
    }

    private static ProcessBuilder controllers(Path programs, PlaneFiles files, Path kubeconfig) {
        return new ProcessBuilder(
                programs.resolve("kube-controller-manager").toString(),
                "--kubeconfig=" + kubeconfig,
                "--leader-elect=false",
                "--controllers=*,-nodelifecycle,-ttl", // the nodes of the tests send no heartbeats
                "--service-account-private-key-file=" + files.serviceAccountKey(),
                "--kube-api-qps=100",
                "--kube-api-burst=200",
                "--port=0",
                "--secure-port=0",
                "--profiling=false");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
