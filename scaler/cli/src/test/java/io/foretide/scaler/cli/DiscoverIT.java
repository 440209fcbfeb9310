package io.foretide.scaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.kubernetes.FlinkDeployments;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.discovery.Clusters;
import io.foretide.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code foretide discover} on a real API server, which takes the objects it prints. */
@ExtendWith(ControlPlaneExtension.class)
class DiscoverIT {
    private static final Path DEFINITION =
            Path.of("..", "deploy", "helm", "foretide", "crds", "predictiveautoscalers.yaml");
    private static final List<String> NAMESPACES = List.of("docs", "env", "ha", "session", "not", "native", "operator");

    @RegisterExtension
    final Printed printed = new Printed();

    @TempDir
    Path folder;

    @BeforeEach
    void fill(TestNamespace namespace) throws IOException {
        KubernetesClient admin = namespace.plane().admin();
        FlinkDeployments.define(admin);
        HasMetadata definition = Serialization.unmarshal(Files.readString(DEFINITION));
        admin.resource(definition).serverSideApply();
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> admin.genericKubernetesResources("foretide.io/v1alpha1", "PredictiveAutoscaler")
                                .inAnyNamespace()
                                .list()
                        != null);
        for (String name : NAMESPACES) {
            namespace.create(new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(namespace.name() + "-" + name)
                    .endMetadata()
                    .build());
        }
        Clusters.all(namespace.name() + "-").forEach(namespace::create);
        as(namespace, namespace.plane().adminConfig());
    }

    private void as(TestNamespace namespace, Config user) throws IOException {
        System.setProperty(
                Config.KUBERNETES_KUBECONFIG_FILE,
                namespace
                        .plane()
                        .kubeconfig(user, namespace.name(), folder.resolve("kubeconfig"))
                        .toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
    }

    private JsonNode json(String first, String second) {
        printed.clear();
        assertThat(Main.run("discover", "-o", "json", "-n", first, "-n", second))
                .isZero();
        return Json.read(printed.out(), JsonNode.class);
    }

    @Test
    void whatItPrintsIsAppliedAndThenCovered(TestNamespace namespace) {
        String prefix = namespace.name() + "-";
        assertThat(Main.run("discover")).isZero();
        assertThat(printed.out())
                .contains(prefix + "docs/flink-taskmanager")
                .contains("http://flink-jobmanager." + prefix + "docs:8081")
                .contains("foretide discover -o yaml | kubectl apply -f -");
        printed.clear();
        assertThat(Main.run("discover", "-o", "yaml", "-n", prefix + "docs", "-n", prefix + "operator"))
                .isZero();
        for (String object : printed.out().split("(?m)^---$", -1)) {
            namespace.create(Serialization.<HasMetadata>unmarshal(object));
        }
        JsonNode found = json(prefix + "docs", prefix + "operator");
        assertThat(found.path("candidates").findValuesAsText("coveredBy"))
                .containsExactly(
                        "PredictiveAutoscaler " + prefix + "docs/flink-taskmanager",
                        "PredictiveAutoscaler " + prefix + "operator/adaptive",
                        "null",
                        "null",
                        "null",
                        "PredictiveAutoscaler " + prefix + "operator/payments",
                        "null");
        printed.clear();
        assertThat(Main.run("discover", "-o", "yaml", "-n", prefix + "docs")).isZero();
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void whatMayNotBeReadIsNamedAndTheRestIsFound(TestNamespace namespace) throws IOException {
        String docs = namespace.name() + "-docs";
        namespace.serviceAccount("reader");
        namespace.create(Serialization.<HasMetadata>unmarshal("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: reader, namespace: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                subjects: [{kind: ServiceAccount, name: reader, namespace: %s}]
                """.formatted(docs, namespace.name())));
        as(namespace, namespace.plane().configFor(namespace.name(), "reader"));
        assertThat(Main.run("discover", "-n", docs, "-n", namespace.name() + "-ha"))
                .isZero();
        assertThat(printed.out()).contains(docs + "/flink-taskmanager").doesNotContain("sessions-taskmanager");
        assertThat(printed.err())
                .contains("namespace " + namespace.name() + "-ha: Deployments are not read: ")
                .contains("is forbidden")
                .contains("namespace " + docs + ": FlinkDeployments are not read: ");
        printed.clear();
        assertThat(Main.run("discover")).isZero();
        assertThat(printed.err()).contains("namespaces are not read: ");
    }

    @Test
    void anUnknownContextIsNamedWithThoseThatThereAre() {
        assertThat(Main.run("discover", "--context", "prod")).isEqualTo(2);
        assertThat(printed.err()).contains("Kubernetes context \"prod\": must be one of kubeconfig ", ": test");
    }
}
