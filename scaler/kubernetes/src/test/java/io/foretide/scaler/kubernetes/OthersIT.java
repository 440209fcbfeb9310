package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.planner.learned.SizeAuthor;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.control.ScalingTarget.Applied;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.kubernetes.cluster.ControlPlane;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.PodFault;
import io.foretide.scaler.kubernetes.cluster.TestKubelet;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import io.foretide.telemetry.Obstacle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clusters in which others act too, on a real API server with real controllers. */
@ExtendWith(ControlPlaneExtension.class)
final class OthersIT {
    private static final String KEDA = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: scaledobjects.keda.sh}
            spec:
              group: keda.sh
              scope: Namespaced
              names: {kind: ScaledObject, listKind: ScaledObjectList, plural: scaledobjects, singular: scaledobject}
              versions:
                - name: v1alpha1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """;

    private final Opened opened = new Opened();

    @AfterEach
    void close() {
        opened.close();
    }

    private KubernetesClient client(TestNamespace namespace) {
        return opened.keep(KubernetesAccess.client(namespace.plane().adminConfig()));
    }

    private KubernetesTarget target(TestNamespace namespace, ScaledKind kind) {
        return new KubernetesTarget(
                client(namespace),
                new ScaledObject(client(namespace), kind, namespace.name(), "tm"),
                Mode.AUTO,
                BeforeShrink.NOTHING,
                Clock.systemUTC());
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
    }

    private static CustomResourceDefinition flinkDeployments() {
        return Serialization.unmarshal(
                OthersIT.class.getResourceAsStream("flinkdeployments.yaml"), CustomResourceDefinition.class);
    }

    private static void define(TestNamespace namespace, CustomResourceDefinition definition) {
        KubernetesClient admin = namespace.plane().admin();
        if (admin.resource(definition).get() == null) {
            admin.resource(definition).create();
        }
        patiently()
                .until(() -> Optional.ofNullable(
                                admin.resource(definition).get().getStatus())
                        .stream()
                        .flatMap(status -> status.getConditions().stream())
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True")));
    }

    private static void createCustom(TestNamespace namespace, String yaml) {
        GenericKubernetesResource object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        patiently()
                .ignoreExceptions()
                .until(() -> namespace
                                .plane()
                                .admin()
                                .genericKubernetesResources(object.getApiVersion(), object.getKind())
                                .inNamespace(namespace.name())
                                .resource(object)
                                .create()
                        != null);
    }

    @Test
    void aDeploymentOfAFlinkDeploymentIsHeld(TestNamespace namespace) throws Exception {
        // an owner that does not exist would have its Deployment collected as garbage
        define(namespace, flinkDeployments());
        createCustom(namespace, """
                apiVersion: flink.apache.org/v1beta1
                kind: FlinkDeployment
                metadata: {name: orders, namespace: %s}
                spec: {mode: standalone, taskManager: {}}
                """.formatted(namespace.name()));
        String owner = namespace
                .plane()
                .admin()
                .genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(namespace.name())
                .withName("orders")
                .get()
                .getMetadata()
                .getUid();
        Deployment owned = new DeploymentBuilder(Workloads.taskManagers(namespace, "tm", 2))
                .editMetadata()
                .addNewOwnerReference()
                .withApiVersion("flink.apache.org/v1beta1")
                .withKind("FlinkDeployment")
                .withName("orders")
                .withUid(owner)
                .withController(false)
                .endOwnerReference()
                .endMetadata()
                .build();
        namespace.create(owned);
        KubernetesTarget target = target(namespace, ScaledKind.DEPLOYMENT);
        patiently()
                .ignoreExceptions()
                .until(() -> target.read().overrides().hold().isPresent());
        assertThat(target.read().overrides().hold().orElseThrow().sentence())
                .isEqualTo("Deployment " + namespace.name()
                        + "/tm belongs to the FlinkDeployment 'orders', whose controller sets its replicas");
    }

    @Test
    void aPausedScaledObjectIsSaidUntilItOrKedaIsGone(TestNamespace namespace) throws Exception {
        namespace.create(Workloads.taskManagers(namespace, "tm", 6));
        KubernetesTarget target = target(namespace, ScaledKind.DEPLOYMENT);
        patiently().ignoreExceptions().until(() -> target.read().taskManagers() == 6);
        assertThat(target.read().whyRecommended()).as("without KEDA").isEmpty();
        CustomResourceDefinition keda = Serialization.unmarshal(KEDA, CustomResourceDefinition.class);
        define(namespace, keda);
        createCustom(namespace, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: by-lag
                  namespace: %s
                  annotations: {autoscaling.keda.sh/paused-replicas: "6"}
                spec: {scaleTargetRef: {name: tm}}
                """.formatted(namespace.name()));
        assertThat(target.read().whyRecommended().orElseThrow().sentence())
                .startsWith("the KEDA ScaledObject 'by-lag' is paused by its annotation"
                        + " autoscaling.keda.sh/paused-replicas=6, which ")
                .endsWith(" has set");
        namespace.plane().admin().resource(keda).delete();
        patiently().until(() -> target.read().whyRecommended().isEmpty());
    }

    @Test
    void aPausedScaledObjectLetsPlaceholdersGo(TestNamespace namespace) throws Exception {
        define(namespace, Serialization.unmarshal(KEDA, CustomResourceDefinition.class));
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        PlaceholderCluster cluster = new PlaceholderCluster(
                client(namespace),
                new ScaledObject(client(namespace), ScaledKind.DEPLOYMENT, namespace.name(), "tm"),
                new PlaceholderSettings(true, namespace.name(), "held", "low", PlaceholderSettings.IMAGE));
        PlaceholderReader reader =
                new PlaceholderReader(cluster, true, true, new Placeholders.Bounds(Mode.AUTO, 10), Clock.systemUTC());
        assertThat(PlaceholderPlan.of(reader.leading(PlaceholderTicks.expecting(450, 2)), true))
                .isInstanceOf(PlaceholderPlan.Keep.class);
        createCustom(namespace, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata:
                  name: by-lag
                  namespace: %s
                  annotations: {autoscaling.keda.sh/paused: "yes"}
                spec: {scaleTargetRef: {name: tm}}
                """.formatted(namespace.name()));
        PlaceholderPlan plan = PlaceholderPlan.of(reader.leading(PlaceholderTicks.expecting(450, 2)), true);
        assertThat(plan).isInstanceOf(PlaceholderPlan.Release.class);
        assertThat(plan.why().sentence())
                .startsWith(
                        "the KEDA ScaledObject 'by-lag' is paused by its annotation autoscaling.keda.sh/paused=yes");
    }

    @Test
    void anAutoscalerWhoseLeastIsItsMostIsSaidToKeepTheSize(TestNamespace namespace) throws Exception {
        namespace.create(Workloads.taskManagers(namespace, "tm", 6));
        namespace.create(new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName("frozen")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withMinReplicas(6)
                .withMaxReplicas(6)
                .withNewScaleTargetRef("apps/v1", "Deployment", "tm")
                .endSpec()
                .build());
        KubernetesTarget target = target(namespace, ScaledKind.DEPLOYMENT);
        patiently().ignoreExceptions().until(() -> target.read().taskManagers() == 6);
        assertThat(target.read().whyRecommended().orElseThrow().sentence())
                .isEqualTo("the HorizontalPodAutoscaler 'frozen' keeps it at 6, which is its least and its most");
    }

    @Test
    void aDeploymentWhoseRolloutIsPausedIsScaledAllTheSame(TestNamespace namespace) throws Exception {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        KubernetesTarget target = target(namespace, ScaledKind.DEPLOYMENT);
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace).node("node", "8", "16Gi")) {
            patiently()
                    .ignoreExceptions()
                    .until(() -> target.pods().orElseThrow().ready() == 2);
            namespace
                    .plane()
                    .admin()
                    .apps()
                    .deployments()
                    .inNamespace(namespace.name())
                    .withName("tm")
                    .rolling()
                    .pause();
            assertThat(target.read().whyRecommended()).isEmpty();
            assertThat(target.scaleTo(3, target.read())).isInstanceOf(Applied.class);
            patiently().until(() -> target.pods().orElseThrow().ready() == 3);
        }
    }

    @Test
    void aFlinkDeploymentWithoutReplicasIsSaidAndSoIsAMissingDefinition(TestNamespace namespace) {
        KubernetesTarget target = target(namespace, ScaledKind.FLINK_DEPLOYMENT);
        CustomResourceDefinition flink = flinkDeployments();
        define(namespace, flink);
        createCustom(namespace, """
                apiVersion: flink.apache.org/v1beta1
                kind: FlinkDeployment
                metadata: {name: tm, namespace: %s}
                spec: {mode: standalone, taskManager: {}}
                status: {taskManager: {labelSelector: "component=taskmanager", replicas: 2}}
                """.formatted(namespace.name()));
        assertThatThrownBy(target::read)
                .isInstanceOf(ScaledObject.NoReplicasException.class)
                .hasMessageContaining("has no spec.taskManager.replicas");
        namespace.plane().admin().resource(flink).delete();
        patiently()
                .untilAsserted(() -> assertThatThrownBy(target::read)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("knows no flinkdeployments.flink.apache.org"));
    }

    /** Before Kubernetes 1.22 a scale by kubectl is not recorded: whoever has applied is the last one known. */
    @Test
    void aManifestThatIsAppliedWithoutReplicasIsToldFromAHand(TestNamespace namespace, @TempDir Path folder)
            throws Exception {
        Path kubeconfig = namespace
                .plane()
                .kubeconfig(namespace.plane().adminConfig(), namespace.name(), folder.resolve("kubeconfig"));
        String manifest = Serialization.asYaml(Workloads.taskManagers(namespace, "tm", 2));
        Path with = Files.writeString(folder.resolve("with.yaml"), manifest);
        Path without = Files.writeString(folder.resolve("without.yaml"), manifest.replace("  replicas: 2\n", ""));
        kubectl(kubeconfig, "apply", "-f", with.toString());
        Instant applied = Instant.now();
        KubernetesTarget target = target(namespace, ScaledKind.DEPLOYMENT);
        patiently().ignoreExceptions().until(() -> target.read().taskManagers() == 2);
        assertThat(target.scaleTo(6, target.read())).isInstanceOf(Applied.class);
        assertThat(target.read().taskManagers()).isEqualTo(6);
        // the server's times are whole seconds
        patiently().until(() -> Instant.now().isAfter(applied.plusSeconds(2)));
        kubectl(kubeconfig, "apply", "-f", without.toString());
        TargetSnapshot dropped = target.read();
        assertThat(dropped.taskManagers()).isEqualTo(1);
        assertThat(dropped.changedBy()).isEqualTo(new SizeAuthor("kubectl-client-side-apply", true));
        kubectl(kubeconfig, "scale", "deployment", "tm", "--replicas=3");
        assertThat(target.read().changedBy().byManifest()).isFalse();
    }

    private static void kubectl(Path kubeconfig, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(ControlPlane.kubectl().toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    @Test
    void aStatefulSetWhoseQuotaIsUsedUpHasAnObstacle(TestNamespace namespace) throws Exception {
        namespace.create(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("small")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("1")))
                .endSpec()
                .build());
        patiently().ignoreExceptions().until(() -> !namespace.used("small").isEmpty());
        namespace.create(Workloads.oneStatefulTaskManager(namespace, "tm"));
        KubernetesTarget target = target(namespace, ScaledKind.STATEFUL_SET);
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace).node("node", "8", "16Gi")) {
            patiently()
                    .ignoreExceptions()
                    .until(() -> target.pods().orElseThrow().ready() == 1);
            assertThat(target.read().obstacle()).as("as many as asked for").isEmpty();
            assertThat(target.scaleTo(2, target.read())).isInstanceOf(Applied.class);
            patiently()
                    .until(() -> target.read()
                            .obstacle()
                            .filter(obstacle -> obstacle.kind() == Obstacle.Kind.QUOTA)
                            .filter(obstacle -> obstacle.message().contains("ResourceQuota small is used up"))
                            .isPresent());
        }
    }

    @Test
    void theNewestPodOfAStatefulSetThatCrashesIsTakenBack(TestNamespace namespace) throws Exception {
        namespace.create(Workloads.oneStatefulTaskManager(namespace, "tm"));
        KubernetesTarget target = target(namespace, ScaledKind.STATEFUL_SET);
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace).node("node", "8", "16Gi")) {
            patiently()
                    .ignoreExceptions()
                    .until(() -> target.pods().orElseThrow().ready() == 1);
            kubelet.inject(PodFault.CRASH_LOOP);
            assertThat(target.scaleTo(2, target.read())).isInstanceOf(Applied.class);
            patiently()
                    .until(() -> target.read()
                            .obstacle()
                            .filter(obstacle -> obstacle.kind() == Obstacle.Kind.CRASH_LOOP)
                            .filter(obstacle -> obstacle.message().startsWith("Pod tm-1 does not start"))
                            .isPresent());
            assertThat(target.scaleTo(1, target.read())).isInstanceOf(Applied.class);
            patiently().until(() -> target.pods().orElseThrow().existing() == 1);
            assertThat(target.read().obstacle()).isEmpty();
        }
    }
}
