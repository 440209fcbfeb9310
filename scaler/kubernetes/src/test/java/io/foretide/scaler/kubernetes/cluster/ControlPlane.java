package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Assumptions;

/**
 * The Kubernetes of the integration tests: a control plane of this JVM's own, or the cluster of KUBECONFIG. Tests get it, and
 * a namespace for each of them, from {@link ControlPlaneExtension}. Thread-safe.
 */
public final class ControlPlane implements AutoCloseable {
    private static final long TOKEN_SECONDS = 3_600;

    private final Optional<PlaneProcesses> processes;
    private final Config adminConfig;
    private final KubernetesClient admin;
    private final ConcurrentLinkedDeque<KubernetesClient> clients = new ConcurrentLinkedDeque<>();

    private ControlPlane(Optional<PlaneProcesses> processes, Config adminConfig) {
        this.processes = processes;
        this.adminConfig = adminConfig;
        this.admin = client(adminConfig);
    }

    /** Starts etcd, kube-apiserver and kube-controller-manager of {@code programs}; returns when they are ready. */
    static ControlPlane start(Path programs, Path logs) throws IOException, InterruptedException {
        PlaneProcesses processes = PlaneProcesses.start(programs, logs);
        return new ControlPlane(Optional.of(processes), processes.apiServer().adminConfig());
    }

    /** One more, of the test that asks for it, which closes it; the test is skipped where there are no programs. */
    public static ControlPlane another() throws IOException, InterruptedException {
        Optional<Path> programs = PlaneFolder.find(System.getenv());
        Assumptions.assumeTrue(programs.isPresent(), PlaneFolder.HOW_TO_GET_ONE);
        return start(programs.orElseThrow(), Path.of("target", "another-control-plane"));
    }

    /** The cluster of KUBECONFIG, whose user has to be an administrator. */
    static ControlPlane ofKubeconfig() {
        return new ControlPlane(Optional.empty(), Config.autoConfigure(null));
    }

    /** Whether this JVM runs it. Else it is a cluster that others may use too, and that has nodes of its own. */
    public boolean owned() {
        return processes.isPresent();
    }

    /** For faults; the running test is skipped if the cluster is not {@link #owned}. */
    public ApiServer apiServer() {
        Assumptions.assumeTrue(owned(), "The API server of KUBECONFIG is not for this test to stop");
        return processes.orElseThrow().apiServer();
    }

    /** May do everything; closed together with this. */
    public KubernetesClient admin() {
        return admin;
    }

    /** How {@link #admin} connects. */
    public Config adminConfig() {
        return adminConfig;
    }

    /** A client for {@code config}; closed together with this. */
    public KubernetesClient client(Config config) {
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        clients.push(client);
        return client;
    }

    /** How a Pod with this ServiceAccount, which has to exist, connects: by a token that the API server issues. */
    public Config configFor(String namespace, String serviceAccount) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build();
        String token = admin.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(request)
                .getStatus()
                .getToken();
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(adminConfig.getMasterUrl())
                .withCaCertFile(adminConfig.getCaCertFile())
                .withCaCertData(adminConfig.getCaCertData())
                .withNamespace(namespace)
                .withOauthToken(token)
                .build();
    }

    /** A client with the rights of a ServiceAccount, which has to exist; closed together with this. */
    public KubernetesClient clientFor(String namespace, String serviceAccount) {
        return client(configFor(namespace, serviceAccount));
    }

    /** A client with the rights of a user without a group; closed together with this. */
    public KubernetesClient clientForUser(String user) {
        return client(
                new ConfigBuilder(adminConfig).withImpersonateUsername(user).build());
    }

    /** Writes a kubeconfig file for programs that a test starts; {@code config} has a token. */
    public Path kubeconfig(Config config, String namespace, Path file) throws IOException {
        return Kubeconfig.write(config, namespace, file);
    }

    /** The program that comes with the plane; on a machine with a cluster of its own the one on its path. */
    public static Path kubectl() {
        return PlaneFolder.find(System.getenv())
                .map(folder -> folder.resolve("kubectl"))
                .orElse(Path.of("kubectl"));
    }

    /** Ends the clients and the processes. */
    @Override
    public void close() throws IOException {
        clients.forEach(KubernetesClient::close);
        if (processes.isPresent()) {
            processes.get().close();
        }
    }
}
