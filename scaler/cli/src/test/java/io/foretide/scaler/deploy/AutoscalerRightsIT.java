package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerObject;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerService;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerStatus;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerWatch;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart grants for objects, on a real API server: it is enough to follow them and to write their status. */
@ExtendWith(ControlPlaneExtension.class)
final class AutoscalerRightsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Serves nothing, and says that it waits. */
    private static final class Waiting implements AutoscalerService {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public void serve(List<AutoscalerObject> objects) {
            objects.forEach(object -> seen.add(object.key()));
        }

        @Override
        public Optional<AutoscalerStatus> status(AutoscalerObject object) {
            return Optional.of(AutoscalerStatus.of(
                    "waiting",
                    List.of(new AutoscalerStatus.Condition(
                            AutoscalerStatus.Type.READY, false, "Waiting", "It waits."))));
        }
    }

    @BeforeEach
    void define(TestNamespace namespace) throws IOException {
        defineObjects(namespace);
        namespace.serviceAccount("foretide");
    }

    /** Makes the API server know the objects. */
    static void defineObjects(TestNamespace namespace) throws IOException {
        HasMetadata definition = Serialization.unmarshal(
                Files.readString(Chart.FOLDER.resolve("crds").resolve("predictiveautoscalers.yaml")));
        namespace.plane().admin().resource(definition).serverSideApply();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> objects(namespace.plane().admin(), namespace) != null);
    }

    static List<GenericKubernetesResource> objects(KubernetesClient client, TestNamespace namespace) {
        return client.genericKubernetesResources("foretide.io/v1alpha1", "PredictiveAutoscaler")
                .inNamespace(namespace.name())
                .list()
                .getItems();
    }

    /** The chart's roles for objects, given to the test's own service account. */
    static void grant(TestNamespace namespace, String namespaces) {
        String manifests = Chart.render("{autoscalers: {namespaces: ['" + namespaces + "']}}");
        for (HasMetadata object : Chart.objects(manifests)) {
            if (!object.getMetadata().getName().equals("foretide-autoscalers")) {
                continue;
            }
            if (object instanceof RoleBinding binding) {
                binding.getSubjects().get(0).setNamespace(namespace.name());
            } else if (object instanceof ClusterRoleBinding binding) {
                binding.getSubjects().get(0).setNamespace(namespace.name());
            }
            if (object instanceof ClusterRole || object instanceof ClusterRoleBinding) {
                object.getMetadata().setName(namespace.name());
            }
            if (object instanceof ClusterRoleBinding binding) {
                binding.getRoleRef().setName(namespace.name());
            }
            namespace.plane().admin().resource(object).create();
        }
    }

    private static AutoscalerWatch start(TestNamespace namespace, String namespaces, AutoscalerService service) {
        return AutoscalerWatch.start(
                KubernetesAccess.watching(namespace.plane().configFor(namespace.name(), "foretide")),
                List.of(namespaces),
                service,
                Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"its own", AutoscalerWatch.ALL})
    void isEnoughToFollowObjectsAndToWriteTheirStatus(String which, TestNamespace namespace) {
        String namespaces = which.equals(AutoscalerWatch.ALL) ? which : namespace.name();
        grant(namespace, namespaces);
        namespace.create(Serialization.unmarshal("""
                apiVersion: foretide.io/v1alpha1
                kind: PredictiveAutoscaler
                metadata: {name: orders, namespace: %s}
                spec: {flink: {rest: "http://orders:8081"}}
                """.formatted(namespace.name()), GenericKubernetesResource.class));
        Waiting service = new Waiting();
        KubernetesClient foretide = namespace.plane().clientFor(namespace.name(), "foretide");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> objects(foretide, namespace) != null);
        try (AutoscalerWatch watch = start(namespace, namespaces, service)) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(objects(foretide, namespace).get(0).<String>get("status", "state"))
                                    .isEqualTo("waiting"));
            assertThat(watch.isRunning()).isTrue();
        }
        assertThat(service.seen).contains(namespace.name() + "/orders");
        assertThatThrownBy(() ->
                        foretide.resource(objects(foretide, namespace).get(0)).delete())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("forbidden");
    }

    @Test
    void withoutItTheObjectsCannotBeFollowed(TestNamespace namespace) {
        assertThatThrownBy(() -> start(namespace, namespace.name(), new Waiting()))
                .isInstanceOf(RuntimeException.class);
    }
}
