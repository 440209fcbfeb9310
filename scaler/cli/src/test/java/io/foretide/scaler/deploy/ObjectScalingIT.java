package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.fleet.Fleet;
import io.foretide.scaler.app.fleet.FleetObjects;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.kubernetes.FlinkDeployments;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerWatch;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sizes that are asked for in objects are set with what the chart grants, which is no right to anything else. */
@ExtendWith(ControlPlaneExtension.class)
final class ObjectScalingIT {
    /** Where the client looks before anything else. */
    private static final String KUBECONFIG = "kubeconfig";

    @TempDir
    Path folder;

    private final Opened opened = new Opened();
    private final FakeFlink flink = opened.keep(FakeFlink.tuned());
    private KubernetesClient foretide;

    @BeforeEach
    void connect(TestNamespace namespace) throws Exception {
        KubernetesClient admin = namespace.plane().admin();
        AutoscalerRightsIT.defineObjects(namespace);
        FlinkDeployments.define(admin);
        namespace.serviceAccount("foretide");
        AutoscalerRightsIT.grant(namespace, namespace.name());
        Config config = namespace.plane().configFor(namespace.name(), "foretide");
        foretide = namespace.plane().client(config);
        System.setProperty(
                KUBECONFIG,
                namespace
                        .plane()
                        .kubeconfig(config, namespace.name(), folder.resolve("kubeconfig"))
                        .toString());
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> AutoscalerRightsIT.objects(foretide, namespace) != null);
    }

    @AfterEach
    void close() {
        opened.close();
        System.clearProperty(KUBECONFIG);
    }

    private void serve(TestNamespace namespace) throws IOException {
        Path file = Files.writeString(
                folder.resolve("fleet.yaml"), """
                data: %s
                kubernetes: {autoscalers: {namespaces: [%s]}}
                defaults: {tick: 10s, planner: {slotsPerTaskManager: 2, maxTaskManagers: 9}}
                jobs: []
                """.formatted(folder.resolve("data"), namespace.name()));
        DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        Stores stores = opened.keep(Stores.open(new StoreAddress.Sqlite(data.features())));
        ServiceHost host = ServiceHost.open(data, stores, opened);
        Fleet fleet = opened.keep(new Fleet(file, ConfigReader.fleet(file), host, System.err));
        fleet.start();
        opened.keep(new FleetObjects(fleet, host))
                .start(
                        Optional.empty(),
                        service -> AutoscalerWatch.start(
                                KubernetesAccess.watching(Optional.empty()),
                                List.of(namespace.name()),
                                service,
                                Duration.ofSeconds(2)));
    }

    private GenericKubernetesResource object(TestNamespace namespace, String name, String type, String more) {
        return Serialization.unmarshal(
                """
                apiVersion: foretide.io/v1alpha1
                kind: PredictiveAutoscaler
                metadata: {name: %s, namespace: %s}
                spec:
                  flink: {rest: '%s'}
                  target: {type: %s, name: tm, mode: auto}
                  %s
                """.formatted(name, namespace.name(), flink.address(), type, more), GenericKubernetesResource.class);
    }

    private static void change(TestNamespace namespace, GenericKubernetesResource object, String spec) {
        namespace
                .plane()
                .admin()
                .resource(object)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": " + spec + "}");
    }

    private static String status(TestNamespace namespace, GenericKubernetesResource object, Object... path) {
        Object[] whole = new Object[path.length + 1];
        whole[0] = "status";
        System.arraycopy(path, 0, whole, 1, path.length);
        return String.valueOf(namespace.plane().admin().resource(object).get().<Object>get(whole));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300));
    }

    @Test
    void aPinOutlivesADeploymentThatIsDeletedAndAppliedAgainAndAFlinkDeploymentHasOneToo(TestNamespace namespace)
            throws Exception {
        namespace.create(Workloads.taskManagers(namespace, "tm", 1));
        serve(namespace);
        GenericKubernetesResource orders = object(namespace, "orders", "kubernetes-deployment", "pin: 3");
        namespace.create(orders);
        namespace.create(FlinkDeployments.of(namespace, "tm", 1));
        namespace.create(object(namespace, "clicks", "flink-deployment", "pin: 2"));
        eventually().until(() -> namespace.replicas("tm") == 3);
        eventually()
                .untilAsserted(() -> assertThat(namespace
                                .plane()
                                .admin()
                                .resource(FlinkDeployments.of(namespace, "tm", 1))
                                .get()
                                .<Integer>get("spec", "taskManager", "replicas"))
                        .isEqualTo(2));
        eventually().untilAsserted(() -> {
            assertThat(status(namespace, orders, "lastRescale", "to")).isEqualTo("3");
            assertThat(status(namespace, orders, "lastRescale", "reason")).contains("3");
            assertThat(status(namespace, orders, "conditions", 3, "reason")).isEqualTo("Pinned");
        });
        assertThat(namespace.deployment("tm").get().getMetadata().getAnnotations())
                .doesNotContainKeys("foretide.io/epoch", "foretide.io/recommendation", "foretide.io/last-decision");
        namespace.deployment("tm").delete();
        eventually().until(() -> namespace.deployment("tm").get() == null);
        namespace.create(Workloads.taskManagers(namespace, "tm", 1));
        eventually().until(() -> namespace.replicas("tm") == 3);
        change(namespace, orders, "{\"pin\": null, \"paused\": true}");
        eventually()
                .untilAsserted(() -> assertThat(status(namespace, orders, "conditions", 3, "reason"))
                        .isEqualTo("Paused"));
        everythingElseIsForbidden(namespace);
    }

    @Test
    void anObjectThatIsDeletedWhileItsRescaleIsUnderWayLeavesTheSizeAsItIs(TestNamespace namespace) throws Exception {
        namespace.create(Workloads.taskManagers(namespace, "tm", 1));
        serve(namespace);
        GenericKubernetesResource orders = object(namespace, "orders", "kubernetes-deployment", "pin: 4");
        namespace.create(orders);
        // no kubelet starts the new TaskManagers, so the rescale stays under way
        eventually().until(() -> namespace.replicas("tm") == 4);
        namespace.plane().admin().resource(orders).delete();
        GenericKubernetesResource again = object(namespace, "again", "kubernetes-deployment", "mode: recommend");
        namespace.create(again);
        eventually().untilAsserted(() -> {
            assertThat(status(namespace, again, "state")).isEqualTo("served");
            assertThat(status(namespace, again, "replicas", "current")).isEqualTo("4");
            assertThat(status(namespace, again, "mode")).isEqualTo("recommend");
        });
        assertThat(namespace.replicas("tm")).isEqualTo(4);
    }

    private void everythingElseIsForbidden(TestNamespace namespace) {
        String name = namespace.name();
        GenericKubernetesResource orders =
                AutoscalerRightsIT.objects(foretide, namespace).get(0);
        assertForbidden(() ->
                foretide.apps().deployments().inNamespace(name).withName("tm").get());
        assertForbidden(
                () -> foretide.resource(FlinkDeployments.of(namespace, "tm", 1)).get());
        assertForbidden(() -> foretide.apps()
                .deployments()
                .inNamespace(name)
                .withName("tm")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"annotations\": {\"a\": \"b\"}}}"));
        assertForbidden(() ->
                foretide.apps().deployments().inNamespace(name).withName("tm").delete());
        assertForbidden(() ->
                foretide.resource(Workloads.taskManagers(namespace, "other", 1)).create());
        assertForbidden(() ->
                foretide.resource(orders).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"pin\": 9}}"));
        assertForbidden(() -> foretide.resource(orders).delete());
        assertForbidden(() -> foretide.secrets().inNamespace(name).list());
        assertForbidden(() -> foretide.pods().inNamespace(name).delete());
        assertForbidden(() -> foretide.pods()
                .inNamespace(name)
                .withName("any")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"annotations\": {\"a\": \"b\"}}}"));
        for (HasMetadata made : List.of(
                new PodBuilder()
                        .withNewMetadata()
                        .withName("p")
                        .withNamespace(name)
                        .endMetadata()
                        .build(),
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("c")
                        .withNamespace(name)
                        .endMetadata()
                        .build())) {
            assertForbidden(() -> foretide.resource(made).create());
        }
    }

    private static void assertForbidden(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(KubernetesClientException.class).hasMessageContaining("forbidden");
    }
}
