package io.foretide.scaler.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The fixture of the Kubernetes tests is a real control plane. */
@ExtendWith(ControlPlaneExtension.class)
final class ControlPlaneIT {
    @Test
    void usersWithoutRightsAreForbidden(TestNamespace namespace) {
        KubernetesClient nobody = namespace.plane().clientForUser("nobody");
        namespace.serviceAccount("powerless");
        KubernetesClient powerless = namespace.plane().clientFor(namespace.name(), "powerless");

        for (KubernetesClient client : List.of(nobody, powerless)) {
            assertThatThrownBy(() -> client.pods().inNamespace(namespace.name()).list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
        }
    }

    @Test
    void aRoleGrantsWhatItSaysAndNothingElse(TestNamespace namespace) {
        ControlPlane plane = namespace.plane();
        namespace.serviceAccount("lister");
        plane.admin()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("lister")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources("pods")
                        .withVerbs("list")
                        .endRule()
                        .build())
                .create();
        plane.admin()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("lister")
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "lister")
                        .addNewSubject("", "ServiceAccount", "lister", namespace.name())
                        .build())
                .create();
        KubernetesClient lister = plane.clientFor(namespace.name(), "lister");

        await().ignoreExceptions()
                .until(() -> lister.pods()
                        .inNamespace(namespace.name())
                        .list()
                        .getItems()
                        .isEmpty());
        assertThatThrownBy(() -> lister.pods()
                        .inNamespace(namespace.name())
                        .withName("any")
                        .delete())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(403));
    }

    @Test
    void objectsOutliveAKilledApiServer(TestNamespace namespace) throws Exception {
        ControlPlane plane = namespace.plane();
        plane.admin().resource(configMap(namespace, "kept")).create();

        plane.apiServer().kill();
        assertThatThrownBy(() -> impatient(plane, Duration.ofSeconds(2))
                        .configMaps()
                        .inNamespace(namespace.name())
                        .list())
                .isInstanceOf(KubernetesClientException.class);
        plane.apiServer().start();

        assertThat(plane.admin()
                        .configMaps()
                        .inNamespace(namespace.name())
                        .withName("kept")
                        .get()
                        .getData())
                .isEqualTo(Map.of("key", "value"));
    }

    @Test
    void callsToAFrozenApiServerTimeOut(TestNamespace namespace) throws Exception {
        ControlPlane plane = namespace.plane();
        KubernetesClient impatient = impatient(plane, Duration.ofSeconds(1));
        impatient.resource(configMap(namespace, "before")).create();

        plane.apiServer().pause();
        try {
            assertThatThrownBy(() -> impatient
                            .configMaps()
                            .inNamespace(namespace.name())
                            .withName("before")
                            .get())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasStackTraceContaining("Timeout");
        } finally {
            plane.apiServer().resume();
        }
        await().ignoreExceptions()
                .until(() -> impatient
                                .configMaps()
                                .inNamespace(namespace.name())
                                .withName("before")
                                .get()
                        != null);
    }

    @Test
    void programsConnectByAKubeconfigFile(TestNamespace namespace, @TempDir Path folder) throws Exception {
        ControlPlane plane = namespace.plane();
        plane.apiServer(); // needs a token
        namespace.serviceAccount("program");
        Path file = plane.kubeconfig(
                plane.configFor(namespace.name(), "program"), namespace.name(), folder.resolve("kubeconfig"));
        KubernetesClient program = plane.client(Config.fromKubeconfig(file.toFile()));

        assertThatThrownBy(() -> program.pods().list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getMessage())
                                .contains("system:serviceaccount:" + namespace.name() + ":program")
                                .contains("forbidden"));
    }

    private static KubernetesClient impatient(ControlPlane plane, Duration timeout) {
        return plane.client(new ConfigBuilder(plane.adminConfig())
                .withRequestTimeout(Math.toIntExact(timeout.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .build());
    }

    private static ConfigMap configMap(TestNamespace namespace, String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withData(Map.of("key", "value"))
                .build();
    }
}
