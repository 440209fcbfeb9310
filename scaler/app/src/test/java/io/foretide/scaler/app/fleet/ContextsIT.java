package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.FleetConfig;
import io.foretide.scaler.control.Condition;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerWatch;
import io.foretide.scaler.kubernetes.cluster.ControlPlane;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One service for two real Kubernetes clusters, one of which stops answering. */
@ExtendWith(ControlPlaneExtension.class)
class ContextsIT {
    private static final Path DEFINITION =
            Path.of("..", "deploy", "helm", "foretide", "crds", "predictiveautoscalers.yaml");

    @TempDir
    Path folder;

    private final Opened opened = new Opened();
    private final FakeFlink flink = opened.keep(FakeFlink.tuned());

    @AfterEach
    void close() {
        opened.close();
        System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500));
    }

    private static void define(ControlPlane plane) throws IOException {
        HasMetadata definition = Serialization.unmarshal(Files.readString(DEFINITION));
        plane.admin().resource(definition).serverSideApply();
        eventually()
                .ignoreExceptions()
                .until(() -> plane.admin()
                                .genericKubernetesResources("foretide.io/v1alpha1", "PredictiveAutoscaler")
                                .inAnyNamespace()
                                .list()
                        != null);
    }

    private Path kubeconfig(Map<String, ControlPlane> planes) throws IOException {
        String yaml = """
                apiVersion: v1
                kind: Config
                current-context: west
                clusters: [%s]
                users: [%s]
                contexts: [%s]
                """.formatted(
                        each(planes, "{name: %1$s, cluster: {server: \"%2$s\", certificate-authority: \"%3$s\"}}"),
                        each(planes, "{name: %1$s, user: {token: \"%4$s\"}}"),
                        each(planes, "{name: %1$s, context: {cluster: %1$s, user: %1$s}}"));
        return Files.writeString(folder.resolve("kubeconfig"), yaml);
    }

    private static String each(Map<String, ControlPlane> planes, String form) {
        return planes.entrySet().stream()
                .map(plane -> {
                    Config config = plane.getValue().adminConfig();
                    return form.formatted(
                            plane.getKey(), config.getMasterUrl(), config.getCaCertFile(), config.getOauthToken());
                })
                .collect(Collectors.joining(", "));
    }

    private Fleet serve(String namespace) throws IOException {
        Path file = Files.writeString(folder.resolve("fleet.yaml"), """
                data: %s
                kubernetes: {autoscalers: {namespaces: [%s], contexts: [east, west, north]}}
                defaults:
                  tick: 10s
                  flink: {rest: "%s"}
                  target: {type: dry-run, taskManagers: 2}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 9}
                jobs:
                  - {job: elsewhere, target: {type: kubernetes-deployment, context: west, namespace: %s, name: tm}}
                  - {job: nowhere, target: {type: kubernetes-deployment, context: south, namespace: %s, name: tm}}
                """.formatted(
                        folder.resolve("data"), namespace, flink.address(), namespace, namespace));
        FleetConfig config = ConfigReader.fleet(file);
        DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        Stores stores = opened.keep(Stores.open(new StoreAddress.Sqlite(data.features())));
        ServiceHost host = ServiceHost.open(data, stores, opened);
        Fleet fleet = opened.keep(new Fleet(file, config, host, System.err));
        fleet.start();
        FleetObjects objects = opened.keep(new FleetObjects(fleet, host));
        FleetConfig.Objects said = config.objects().orElseThrow();
        said.clusters()
                .forEach(context ->
                        objects.start(context, service -> AutoscalerWatch.start(context, said.namespaces(), service)));
        return fleet;
    }

    private static void create(ControlPlane plane, String namespace, String name) {
        plane.admin()
                .resource(Serialization.unmarshal("""
                        apiVersion: foretide.io/v1alpha1
                        kind: PredictiveAutoscaler
                        metadata: {name: %s, namespace: %s}
                        spec: {}
                        """.formatted(name, namespace), GenericKubernetesResource.class))
                .create();
    }

    private static String state(ControlPlane plane, String namespace) {
        JsonNode object = Serialization.jsonMapper()
                .valueToTree(plane.admin()
                        .genericKubernetesResources("foretide.io/v1alpha1", "PredictiveAutoscaler")
                        .inNamespace(namespace)
                        .withName("orders")
                        .get());
        return object.at("/status/state").asText();
    }

    private static Optional<Instant> ticked(Fleet fleet, String job) {
        return fleet.job(job).flatMap(ServedJob::newest).map(TickReport::now);
    }

    private static String waits(Fleet fleet, String job) {
        return fleet.job(job).orElseThrow().front().conditions().all().stream()
                .filter(one -> one.id().equals(Condition.WAITING))
                .map(Condition::sentence)
                .findFirst()
                .orElse("");
    }

    @Test
    void servesTwoClustersAndOneThatHangsDelaysNoJobOfTheOther(TestNamespace namespace) throws Exception {
        ControlPlane west = namespace.plane();
        ControlPlane east = opened.keep(ControlPlane.another());
        String name = namespace.name();
        System.setProperty(
                Config.KUBERNETES_KUBECONFIG_FILE,
                kubeconfig(Map.of("east", east, "west", west)).toString());
        east.admin()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        namespace.create(Serialization.<HasMetadata>unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: tm, namespace: %s}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: tm}}
                  template:
                    metadata: {labels: {app: tm}}
                    spec: {containers: [{name: tm, image: flink}]}
                """.formatted(name)));
        define(east);
        define(west);
        create(east, name, "orders");
        create(west, name, "orders");

        Fleet fleet = serve(name);
        eventually().untilAsserted(() -> {
            assertThat(state(east, name)).isEqualTo("served");
            assertThat(state(west, name)).isEqualTo("served");
            assertThat(ticked(fleet, "elsewhere")).isPresent();
        });
        assertThat(fleet.members())
                .extracting(member -> member.said().name())
                .containsExactly("east." + name + ".orders", "elsewhere", "nowhere", "west." + name + ".orders");
        assertThat(waits(fleet, "nowhere"))
                .contains("Kubernetes context \"south\": must be one of kubeconfig ")
                .endsWith(": east, west");
        assertThat(fleet.conditions().all())
                .extracting(Condition::sentence)
                .singleElement()
                .asString()
                .contains("objects of context north are waited for: Kubernetes context \"north\": must be one of");

        east.apiServer().pause();
        Instant paused = Instant.now();
        create(west, name, "clicks");
        eventually().untilAsserted(() -> {
            for (String job : List.of("west." + name + ".orders", "west." + name + ".clicks", "elsewhere")) {
                assertThat(ticked(fleet, job))
                        .hasValueSatisfying(at -> assertThat(at).isAfter(paused.plusSeconds(20)));
            }
        });
        assertThat(fleet.job("east." + name + ".orders")).isPresent();
        east.apiServer().resume();
    }
}
