package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A kube-apiserver on 127.0.0.1 that can be stopped, killed, frozen and started again on the same port. Its objects are in
 * etcd and outlive it. Thread-safe.
 */
public final class ApiServer {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    /** Open watches would make it wait for a minute. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Path programs;
    private final PlaneFiles files;
    private final int port;
    private final int etcdPort;
    private final Path log;
    private final LastWill lastWill;
    private NativeProcess process;

    ApiServer(Path programs, PlaneFiles files, List<Integer> ports, Path log, LastWill lastWill)
            throws IOException, InterruptedException {
        this.programs = programs;
        this.files = files;
        this.port = ports.get(0);
        this.etcdPort = ports.get(1);
        this.log = log;
        this.lastWill = lastWill;
        this.process = launch();
    }

    /** How an administrator connects. */
    Config adminConfig() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + port)
                .withCaCertFile(files.certificate().toString())
                .withOauthToken(files.adminToken())
                .build();
    }

    /** Starts it again after {@link #stop} or {@link #kill}, on the same port; returns when it is ready. */
    public synchronized void start() throws IOException, InterruptedException {
        if (process.alive()) {
            throw new IllegalStateException("The API server runs already");
        }
        process = launch();
    }

    /** SIGTERM, SIGKILL a second later; returns when it has ended. Clients then cannot connect. */
    public synchronized void stop() throws IOException {
        process.stop(GRACE);
    }

    /** SIGKILL; returns when it has ended. */
    public synchronized void kill() throws IOException {
        process.kill();
    }

    /** SIGSTOP: connections are accepted and stay open, and nothing is answered. */
    public synchronized void pause() throws IOException, InterruptedException {
        process.signal("STOP");
    }

    /** SIGCONT: what came in since {@link #pause} is worked off. */
    public synchronized void resume() throws IOException, InterruptedException {
        process.signal("CONT");
    }

    private NativeProcess launch() throws IOException, InterruptedException {
        NativeProcess started = NativeProcess.start(command(), log, lastWill);
        try {
            started.awaitReady(() -> Files.exists(files.certificate()) && LoopbackPorts.accepts(port), READY_WITHIN);
            Config impatient = new ConfigBuilder(adminConfig())
                    .withRequestRetryBackoffLimit(0)
                    .build();
            try (KubernetesClient client =
                    new KubernetesClientBuilder().withConfig(impatient).build()) {
                started.awaitReady(() -> ready(client), READY_WITHIN);
            }
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.kill();
            throw e;
        }
    }

    private static boolean ready(KubernetesClient client) {
        try {
            return "ok".equals(client.raw("/readyz"));
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private ProcessBuilder command() {
        return new ProcessBuilder(
                programs.resolve("kube-apiserver").toString(),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--insecure-port=0",
                "--cert-dir=" + files.certificates(),
                "--authorization-mode=RBAC",
                "--token-auth-file=" + files.tokens(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.serviceAccountKey(),
                "--service-account-signing-key-file=" + files.serviceAccountKey(),
                // Pods need no token here, and would have to wait for the ServiceAccount of their new namespace
                "--disable-admission-plugins=ServiceAccount",
                "--endpoint-reconciler-type=none", // a loopback address cannot be an endpoint
                "--service-cluster-ip-range=10.0.0.0/24",
                "--profiling=false");
    }
}
