package io.foretide.scaler.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.app.ServiceHost;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.Stores;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.autoscaler.AutoscalerWatch;
import io.foretide.scaler.kubernetes.cluster.ControlPlane;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.store.DataFolder;
import io.foretide.store.StoreAddress;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jobs as objects of a real API server, from their creation to their end. */
@ExtendWith(ControlPlaneExtension.class)
class PredictiveAutoscalerIT {
    private static final Path DEFINITION =
            Path.of("..", "deploy", "helm", "foretide", "crds", "predictiveautoscalers.yaml");

    /** Where the client looks before anything else. */
    private static final String KUBECONFIG = "kubeconfig";

    @TempDir
    Path folder;

    private final Opened opened = new Opened();
    private final FakeFlink flink = opened.keep(FakeFlink.tuned());
    private KubernetesClient admin;
    private Fleet fleet;

    @BeforeEach
    void define(ControlPlane plane) throws IOException {
        admin = plane.admin();
        HasMetadata definition = Serialization.unmarshal(Files.readString(DEFINITION));
        admin.resource(definition).serverSideApply();
        eventually()
                .ignoreExceptions()
                .until(() -> admin.genericKubernetesResources("foretide.io/v1alpha1", "PredictiveAutoscaler")
                                .inAnyNamespace()
                                .list()
                                .getItems()
                                .size()
                        >= 0);
    }

    @AfterEach
    void close() {
        opened.close();
        System.clearProperty(KUBECONFIG);
    }

    private void serve(TestNamespace namespace, List<String> namespaces, String jobs) throws IOException {
        Config config = namespace.plane().adminConfig();
        Path kubeconfig = namespace.plane().kubeconfig(config, namespace.name(), folder.resolve("kubeconfig"));
        System.setProperty(KUBECONFIG, kubeconfig.toString());
        Path file = Files.writeString(folder.resolve("fleet.yaml"), """
                data: %s
                kubernetes: {autoscalers: {namespaces: [%s]}}
                defaults:
                  tick: 10s
                  target: {type: dry-run, taskManagers: 2}
                  planner: {slotsPerTaskManager: 2, maxTaskManagers: 9}
                jobs: [%s]
                """.formatted(
                        folder.resolve("data"), "'" + String.join("', '", namespaces) + "'", jobs));
        DataFolder data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        Stores stores = opened.keep(Stores.open(new StoreAddress.Sqlite(data.features())));
        ServiceHost host = ServiceHost.open(data, stores, opened);
        fleet = opened.keep(new Fleet(file, ConfigReader.fleet(file), host, System.err));
        fleet.start();
        opened.keep(new FleetObjects(fleet, host))
                .start(
                        Optional.empty(),
                        service -> AutoscalerWatch.start(
                                KubernetesAccess.watching(config), namespaces, service, Duration.ofSeconds(2)));
    }

    private GenericKubernetesResource object(TestNamespace namespace, String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: foretide.io/v1alpha1
                kind: PredictiveAutoscaler
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(name, namespace.name(), spec), GenericKubernetesResource.class);
    }

    private void create(TestNamespace namespace, String name, String spec) {
        namespace.create(object(namespace, name, spec));
    }

    private String onFlink(String more) {
        return "{flink: {rest: '" + flink.address() + "'}" + more + "}";
    }

    private JsonNode status(TestNamespace namespace, String name) {
        GenericKubernetesResource found =
                admin.resource(object(namespace, name, "{}")).get();
        return Serialization.jsonMapper().valueToTree(found).path("status");
    }

    private JsonNode condition(TestNamespace namespace, String name, String type) {
        for (JsonNode condition : status(namespace, name).path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return Serialization.jsonMapper().missingNode();
    }

    private Optional<Integer> mostTaskManagers(String job) {
        return fleet.job(job).map(served -> served.config().planner().maxTaskManagers());
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500));
    }

    @Test
    void anObjectIsServedToldOfChangedAndGone(TestNamespace namespace) throws Exception {
        serve(namespace, List.of(namespace.name()), "");
        String job = namespace.name() + ".orders";
        create(namespace, "orders", onFlink(""));
        eventually()
                .untilAsserted(() -> assertThat(status(namespace, "orders")
                                .path("replicas")
                                .path("current")
                                .asInt())
                        .isEqualTo(2));
        assertThat(condition(namespace, "orders", "Ready").path("reason").asText())
                .isEqualTo("Served");
        assertThat(condition(namespace, "orders", "Acting").path("reason").asText())
                .isEqualTo("Auto");
        assertThat(status(namespace, "orders").path("conditions").findValuesAsText("type"))
                .containsExactly("Ready", "Measured", "Forecasting", "Acting");
        JsonNode status = status(namespace, "orders");
        assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
        assertThat(status.path("state").asText()).isEqualTo("served");
        admin.resource(object(namespace, "orders", "{}"))
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"planner\": {\"maxTaskManagers\": 5}}}");
        eventually().untilAsserted(() -> {
            assertThat(mostTaskManagers(job)).contains(5);
            assertThat(status(namespace, "orders").path("observedGeneration").asInt())
                    .isEqualTo(2);
        });
        assertThat(ConfigReader.read(folder.resolve("data").resolve("autoscalers.yaml"), Optional.of(job))
                        .planner()
                        .maxTaskManagers())
                .isEqualTo(5);
        admin.resource(object(namespace, "orders", "{}")).delete();
        eventually().until(() -> fleet.job(job).isEmpty());
        assertThat(admin.resource(object(namespace, "orders", "{}")).get()).isNull();
    }

    @Test
    void theApiServerRefusesWhatTheSchemaCanSay(TestNamespace namespace) {
        for (String spec : List.of(
                onFlink(", planner: {maxTaskManagers: many}"),
                onFlink(", planner: {maxTaskManagers: 0}"),
                onFlink(", planner: {sloShare: 1.5}"),
                onFlink(", target: {type: deployment}"),
                onFlink(", tick: soon"),
                onFlink(", mode: sometimes"),
                onFlink(", pin: 0"),
                onFlink(", pin: 3, pinUntil: tomorrow"),
                onFlink(", paused: perhaps"),
                onFlink(", pausedUntil: '2026-01-31'"),
                onFlink(", min: 1.5"),
                onFlink(", target: {mode: perhaps}"))) {
            assertThatThrownBy(() -> create(namespace, "wrong", spec))
                    .as(spec)
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("is invalid: spec.");
        }
    }

    @Test
    void whatOnlyTheServiceSeesIsSaidInACondition(TestNamespace namespace) throws Exception {
        serve(namespace, List.of(AutoscalerWatch.ALL), """
                {job: taken, flink: {rest: '%s'}}, {job: first, flink: {rest: '%s'}, target: {type: rescale-api}}""".formatted(flink.address(), flink.address()));
        create(namespace, "unknown", onFlink(", planer: {maxTaskManagers: 3}"));
        create(
                namespace,
                "elsewhere",
                onFlink(", target: {type: kubernetes-deployment, namespace: kube-system, name: a}"));
        create(namespace, "file", "{flink: {rest: '" + flink.address() + "', auth: {tokenFile: /etc/passwd}}}");
        create(namespace, "named", onFlink(", job: taken"));
        create(namespace, "same", onFlink(", target: {type: rescale-api}"));
        create(namespace, "endless", onFlink(", modeUntil: '2026-01-31T18:00:00Z'"));
        create(namespace, "right", onFlink(""));
        create(namespace, "large", tenKilobytes());
        eventually().untilAsserted(() -> {
            assertThat(invalid(namespace, "unknown")).contains("planer: unknown key; allowed are");
            assertThat(invalid(namespace, "elsewhere"))
                    .contains("target.namespace \"kube-system\": must be the object's own, \"" + namespace.name());
            assertThat(invalid(namespace, "file")).contains("flink.auth.tokenFile: is not allowed in an object");
            assertThat(invalid(namespace, "named")).contains("job taken: must have another name");
            assertThat(invalid(namespace, "same")).contains("is that of job first already");
            assertThat(invalid(namespace, "endless")).contains("modeUntil: is said without mode");
            assertThat(status(namespace, "right").path("state").asText()).isEqualTo("served");
            assertThat(status(namespace, "large").path("state").asText()).isEqualTo("served");
        });
        assertThat(fleet.job("taken")).isPresent();
    }

    @Test
    void whatIsAskedForNowChangesNothingOfTheJobsLine(TestNamespace namespace) throws Exception {
        serve(namespace, List.of(namespace.name()), "");
        String job = namespace.name() + ".orders";
        create(namespace, "orders", onFlink(""));
        eventually()
                .untilAsserted(() -> assertThat(
                                status(namespace, "orders").path("mode").asText())
                        .isEqualTo("auto"));
        ServedJob before = fleet.job(job).orElseThrow();
        admin.resource(object(namespace, "orders", "{}"))
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"mode\": \"off\", \"modeUntil\": \"2999-01-01T00:00:00Z\", \"pin\": 4}}");
        eventually().untilAsserted(() -> {
            JsonNode status = status(namespace, "orders");
            assertThat(status.path("mode").asText()).isEqualTo("off");
            assertThat(status.path("observedGeneration").asInt()).isEqualTo(2);
            assertThat(condition(namespace, "orders", "Acting").path("status").asText())
                    .isEqualTo("False");
            assertThat(status.path("replicas").path("recommended").asInt()).isEqualTo(4);
            assertThat(status.path("budget").path("rescales").isInt()).isTrue();
        });
        assertThat(fleet.job(job)).containsSame(before);
        assertThat(ConfigReader.fleet(folder.resolve("data").resolve("autoscalers.yaml"))
                        .jobs()
                        .get(0)
                        .said()
                        .orElseThrow()
                        .has("pin"))
                .isFalse();
    }

    private String tenKilobytes() {
        String asked = IntStream.range(0, 50)
                .mapToObj(i -> "{name: signal_%d, url: 'http://127.0.0.1:1', query: '%s'}"
                        .formatted(i, "sum(rate(a_business_figure_total[1m])) + ".repeat(4) + "1"))
                .collect(Collectors.joining(", "));
        assertThat(asked.length()).isGreaterThan(10_000);
        return onFlink(", signals: {asked: [" + asked + "]}");
    }

    @Test
    void objectsOfOneNameInTwoNamespacesAreTwoJobsAndThoseOfAThirdAreNone(TestNamespace namespace) throws Exception {
        TestNamespace second = other(namespace, "-b");
        TestNamespace third = other(namespace, "-c");
        serve(namespace, List.of(namespace.name(), second.name()), "");
        for (TestNamespace one : List.of(namespace, second, third)) {
            create(one, "orders", onFlink(""));
        }
        eventually().untilAsserted(() -> {
            assertThat(status(namespace, "orders").path("state").asText()).isEqualTo("served");
            assertThat(status(second, "orders").path("state").asText()).isEqualTo("served");
        });
        assertThat(fleet.members())
                .extracting(member -> member.said().name())
                .containsExactlyInAnyOrder(namespace.name() + ".orders", second.name() + ".orders");
        assertThat(status(third, "orders").isMissingNode()).isTrue();
    }

    @Test
    void kubectlTakesTheDocumentedManifestsAndShowsTheFleet(TestNamespace namespace) throws Exception {
        serve(namespace, List.of(namespace.name()), "");
        Path manifest =
                Files.writeString(folder.resolve("orders.yaml"), """
                apiVersion: foretide.io/v1alpha1
                kind: PredictiveAutoscaler
                metadata: {name: orders, namespace: %s}
                spec:
                  flink: {rest: "%s"}
                  target: {type: dry-run, taskManagers: 3}
                """.formatted(namespace.name(), flink.address()));
        kubectl(namespace, "apply", "-f", DEFINITION.getParent().toString());
        kubectl(namespace, "apply", "-f", manifest.toString());
        eventually()
                .untilAsserted(() -> assertThat(kubectl(namespace, "get", "pas", "-A"))
                        .containsPattern("NAMESPACE +NAME +MODE +NOW +WANT +PEAK +LAG +RESCALED +STATE +AGE")
                        .containsPattern(namespace.name() + " +orders +auto +3 +3 .*served"));
        kubectl(namespace, patch("{\"spec\": {\"pin\": 6, \"pinUntil\": \"2999-01-31T18:00:00Z\"}}"));
        eventually()
                .untilAsserted(() -> assertThat(kubectl(namespace, "get", "pas", "-A", "-o", "wide"))
                        .containsPattern("AGE +PEAK-AT +BUDGET +MODEL +TRAINED +ACTING +READY")
                        .containsPattern(namespace.name() + " +orders +auto .*Pinned +The job is looked at"));
        kubectl(namespace, patch("{\"spec\": {\"pin\": null, \"pinUntil\": null, \"mode\": \"off\"}}"));
        eventually()
                .untilAsserted(() -> assertThat(kubectl(namespace, "get", "pas", "-A"))
                        .containsPattern(namespace.name() + " +orders +off .*served"));
    }

    private static String[] patch(String change) {
        return new String[] {"patch", "pas", "orders", "--type", "merge", "-p", change};
    }

    private String kubectl(TestNamespace namespace, String... arguments) throws IOException, InterruptedException {
        Path config = namespace
                .plane()
                .kubeconfig(namespace.plane().adminConfig(), namespace.name(), folder.resolve("kubeconfig"));
        List<String> command =
                new ArrayList<>(List.of(ControlPlane.kubectl().toString(), "--kubeconfig", config.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static TestNamespace other(TestNamespace namespace, String suffix) {
        TestNamespace other = new TestNamespace(namespace.plane(), namespace.name() + suffix);
        namespace
                .plane()
                .admin()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(other.name())
                        .endMetadata()
                        .build())
                .create();
        return other;
    }

    private String invalid(TestNamespace namespace, String name) {
        JsonNode ready = condition(namespace, name, "Ready");
        assertThat(ready.path("reason").asText()).as(name).isEqualTo("Invalid");
        return ready.path("message").asText();
    }
}
