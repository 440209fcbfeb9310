package io.foretide.scaler.kubernetes.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIGroupBuilder;
import io.fabric8.kubernetes.api.model.APIGroupListBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding;
import io.foretide.scaler.control.checks.Finding.Fix;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.LeaderLease;
import io.foretide.scaler.kubernetes.LeaderSettings;
import io.foretide.scaler.kubernetes.PlaceholderSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.telemetry.JobId;
import io.foretide.telemetry.flink.FakeFlink;
import io.foretide.telemetry.flink.FlinkControl;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the doctor says of a cluster; the API server is the mock's, and its answers about rights are the test's. */
@EnableKubernetesMockClient(crud = true, https = false)
class KubernetesChecksTest {
    private static final String NAMESPACE = "flink";
    private static final Optional<LeaderSettings> LEADER =
            Optional.of(new LeaderSettings("foretide", LeaderLease.name(new JobId("orders"))));
    private static final int MAX_TASK_MANAGERS = 8;

    /** Set by the extension. */
    private KubernetesMockServer server;

    private KubernetesClient client;

    /** What is not allowed, such as {@code patch deployments}. */
    private final Set<String> forbidden = new HashSet<>();

    @BeforeEach
    void prepare() {
        server.expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
                .andReply(201, request -> {
                    SelfSubjectAccessReview review =
                            Serialization.unmarshal(request.getBody().readUtf8(), SelfSubjectAccessReview.class);
                    ResourceAttributes asked = review.getSpec().getResourceAttributes();
                    String resource = asked.getResource()
                            + (asked.getSubresource() == null
                                            || asked.getSubresource().isEmpty()
                                    ? ""
                                    : "/" + asked.getSubresource());
                    return "{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\","
                            + "\"status\":{\"allowed\":" + !forbidden.contains(asked.getVerb() + " " + resource) + "}}";
                })
                .always();
        server.expect()
                .get()
                .withPath("/apis/apps/v1/namespaces/flink/deployments/taskmanager/scale")
                .andReturn(
                        200,
                        new ScaleBuilder()
                                .withNewMetadata()
                                .withName("taskmanager")
                                .withResourceVersion("1")
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(1)
                                .endSpec()
                                .withNewStatus()
                                .withReplicas(1)
                                .withSelector("app=tm")
                                .endStatus()
                                .build())
                .always();
        create(new PodBuilder()
                .withMetadata(named("tm-1", Map.of("app", "tm")))
                .withNewSpec()
                .addNewContainer()
                .withNewResources()
                .addToRequests("memory", new Quantity("2Gi"))
                .endResources()
                .endContainer()
                .endSpec()
                .build());
    }

    private void deployment(Map<String, String> annotations) {
        create(new DeploymentBuilder()
                .withNewMetadata()
                .withName("taskmanager")
                .withNamespace(NAMESPACE)
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .endSpec()
                .build());
    }

    private static ObjectMeta named(String name, Map<String, String> labels) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(NAMESPACE)
                .withLabels(labels)
                .build();
    }

    private void create(HasMetadata object) {
        client.resource(object).create();
    }

    private static KubernetesSettings target(Optional<PlaceholderSettings> placeholders) {
        return new KubernetesSettings(
                ScaledKind.DEPLOYMENT, "flink", "taskmanager", Mode.AUTO, true, false, placeholders);
    }

    private static KubernetesChecks asked(Optional<LeaderSettings> leader, int maxTaskManagers) {
        return new KubernetesChecks(
                new JobId("orders"), Optional.of(target(Optional.empty())), leader, maxTaskManagers, Optional.empty());
    }

    private List<Check> checks() {
        return asked(Optional.empty(), MAX_TASK_MANAGERS).made(client);
    }

    private static Finding finding(String name, List<Check> checks) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .finding();
    }

    @Test
    void findsNothingWrongWhereEverythingIsThere() {
        deployment(Map.of());
        assertThat(asked(LEADER, MAX_TASK_MANAGERS).made(client))
                .allSatisfy(check ->
                        assertThat(check.finding().level()).as("%s", check).isEqualTo(Level.OK));
        assertThat(finding("rights", asked(LEADER, MAX_TASK_MANAGERS).made(client))
                        .found())
                .isEqualTo("all 15 that are needed are there");
    }

    @Test
    void givesTheRuleForARightThatIsMissing() {
        deployment(Map.of());
        forbidden.addAll(List.of("patch deployments", "update deployments/scale", "patch leases", "create events"));
        List<Check> checks = asked(LEADER, MAX_TASK_MANAGERS).made(client);
        assertThat(finding("may patch deployments taskmanager", checks).fix())
                .contains(new Fix("the rules of a Role in namespace flink", """
                        - apiGroups: ["apps"]
                          resources: ["deployments"]
                          resourceNames: ["taskmanager"]
                          verbs: ["patch"]"""));
        assertThat(finding("may update deployments/scale taskmanager", checks).level())
                .isEqualTo(Level.PROBLEM);
        assertThat(finding("may patch leases foretide-orders", checks)
                        .fix()
                        .orElseThrow()
                        .where())
                .isEqualTo("the rules of a Role in namespace foretide");
        assertThat(finding("may create events", checks).level()).isEqualTo(Level.WARNING);
        assertThat(checks).extracting(Check::name).doesNotContain("rights");
    }

    @Test
    void asksForNoMoreThanTheOptionsNeed() {
        deployment(Map.of());
        forbidden.addAll(List.of("patch pods", "patch leases"));
        assertThat(finding("may patch pods", checks()).level()).isEqualTo(Level.WARNING);
        assertThat(checks()).extracting(Check::name).noneMatch(name -> name.contains("leases"));
    }

    @Test
    void placeholdersNeedRightsOfTheirOwn() {
        PlaceholderSettings placeholders = new PlaceholderSettings(
                true,
                "holding",
                "taskmanager-placeholder",
                PlaceholderSettings.PRIORITY_CLASS,
                PlaceholderSettings.IMAGE);
        forbidden.add("delete deployments");
        List<Check> checks = new KubernetesChecks(
                        new JobId("orders"),
                        Optional.of(target(Optional.of(placeholders))),
                        Optional.empty(),
                        8,
                        Optional.empty())
                .made(client);
        Finding finding = finding("may delete deployments taskmanager-placeholder", checks);
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.fix().orElseThrow().where()).isEqualTo("the rules of a Role in namespace holding");
    }

    @Test
    void saysThatTheObjectDoesNotExist() {
        Finding finding = finding("object", checks());
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.found()).contains("Deployment flink/taskmanager does not exist");
    }

    @Test
    void namesAnotherAutoscalerOfTheObject() {
        deployment(Map.of());
        create(new HorizontalPodAutoscalerBuilder()
                .withMetadata(named("cpu", Map.of()))
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", "taskmanager")
                .withMaxReplicas(9)
                .endSpec()
                .build());
        Finding finding = finding("other owners", checks());
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.fix()).contains(new Fix("run", "kubectl delete hpa cpu -n flink"));
    }

    private void owned(String kind, boolean controller) {
        create(new DeploymentBuilder()
                .withNewMetadata()
                .withName("taskmanager")
                .withNamespace(NAMESPACE)
                .addNewOwnerReference()
                .withApiVersion("example.org/v1")
                .withKind(kind)
                .withName("orders")
                .withUid("1")
                .withController(controller)
                .endOwnerReference()
                .endMetadata()
                .build());
    }

    @Test
    void namesTheFlinkDeploymentThatADeploymentBelongsToAndTheTargetToUse() {
        owned("FlinkDeployment", false);
        Finding finding = finding("other owners", checks());
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.found())
                .isEqualTo("Deployment flink/taskmanager belongs to the FlinkDeployment 'orders', whose controller sets"
                        + " its replicas: Foretide changes nothing");
        assertThat(finding.fix())
                .contains(new Fix("foretide.yaml", "target: {type: flink-deployment, namespace: flink, name: orders}"));
        assertThat(finding("Pods and annotations", checks()).found()).startsWith("everything holds, as");
    }

    @Test
    void anyControllerIsAnOwnerAndWhatIsNoneIsNot() {
        owned("Stream", true);
        assertThat(finding("other owners", checks()).found()).contains("the Stream 'orders'");
        client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("taskmanager")
                .delete();
        owned("Release", false);
        assertThat(finding("other owners", checks()).level()).isEqualTo(Level.OK);
    }

    private void scaledObject(String target, Map<String, String> annotations) {
        GenericKubernetesResource scaled = new GenericKubernetesResource();
        scaled.setApiVersion("keda.sh/v1alpha1");
        scaled.setKind("ScaledObject");
        scaled.setMetadata(new ObjectMetaBuilder(named("by-lag", Map.of()))
                .withAnnotations(annotations)
                .build());
        scaled.setAdditionalProperty("spec", Map.of("scaleTargetRef", Map.of("name", target)));
        createCustom(scaled);
    }

    private void createCustom(GenericKubernetesResource object) {
        String[] version = object.getApiVersion().split("/", -1);
        client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(version[0])
                        .withVersion(version[1])
                        .withKind(object.getKind())
                        .withPlural(object.getKind().toLowerCase(Locale.ROOT) + "s")
                        .withNamespaced(true)
                        .build())
                .inNamespace(NAMESPACE)
                .resource(object)
                .create();
    }

    @Test
    void namesTheScaledObjectThatIsPaused() {
        deployment(Map.of());
        scaledObject("taskmanager", Map.of("autoscaling.keda.sh/paused-replicas", "6"));
        Finding finding = finding("other owners", checks());
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.found())
                .contains("the KEDA ScaledObject 'by-lag' is paused by its annotation"
                        + " autoscaling.keda.sh/paused-replicas=6");
        assertThat(finding.fix()).contains(new Fix("run", "kubectl delete scaledobject by-lag -n flink"));
        assertThat(finding("Pods and annotations", checks()).found()).contains("decisions are recommendations");
    }

    @Test
    void aScaledObjectWithoutItsAutoscalerYetScalesToo() {
        deployment(Map.of());
        scaledObject("taskmanager", Map.of("autoscaling.keda.sh/paused", "false"));
        assertThat(finding("other owners", checks()).found()).contains("the KEDA ScaledObject 'by-lag' scales it too");
    }

    @Test
    void aScaledObjectOfAnotherDeploymentIsNone() {
        deployment(Map.of());
        scaledObject("frontend", Map.of("autoscaling.keda.sh/paused", "true"));
        assertThat(finding("other owners", checks()).level()).isEqualTo(Level.OK);
    }

    private void apiGroups(String... groups) {
        server.expect()
                .get()
                .withPath("/apis")
                .andReturn(
                        200,
                        new APIGroupListBuilder()
                                .withGroups(Stream.of(groups)
                                        .map(name -> new APIGroupBuilder()
                                                .withName(name)
                                                .build())
                                        .toList())
                                .build())
                .always();
    }

    @Test
    void theRightToSeeScaledObjectsIsNeededWhereThereIsKedaOnly() {
        deployment(Map.of());
        forbidden.add("list scaledobjects");
        apiGroups("apps", "keda.sh");
        Finding finding = finding("may list scaledobjects", checks());
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.fix().orElseThrow().text()).contains("apiGroups: [\"keda.sh\"]");
    }

    @Test
    void withoutKedaNoRightToItIsAskedFor() {
        deployment(Map.of());
        forbidden.add("list scaledobjects");
        apiGroups("apps");
        assertThat(checks()).extracting(Check::name).contains("rights");
    }

    private Finding ofFlinkDeployment() {
        KubernetesSettings target = new KubernetesSettings(
                ScaledKind.FLINK_DEPLOYMENT, NAMESPACE, "orders", Mode.AUTO, true, false, Optional.empty());
        return finding(
                "object",
                new KubernetesChecks(new JobId("orders"), Optional.of(target), Optional.empty(), 8, Optional.empty())
                        .made(client));
    }

    private void flinkDeployment(Map<String, Object> spec, Map<String, Object> status) {
        GenericKubernetesResource deployment = new GenericKubernetesResource();
        deployment.setApiVersion("flink.apache.org/v1beta1");
        deployment.setKind("FlinkDeployment");
        deployment.setMetadata(named("orders", Map.of()));
        deployment.setAdditionalProperty("spec", spec);
        deployment.setAdditionalProperty("status", status);
        createCustom(deployment);
    }

    @Test
    void aFlinkDeploymentHasToSayItsReplicas() {
        flinkDeployment(
                Map.of("mode", "standalone", "taskManager", Map.of("resource", Map.of("cpu", 1))),
                Map.of("taskManager", Map.of("replicas", 3)));
        Finding finding = ofFlinkDeployment();
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.found())
                .isEqualTo("FlinkDeployment flink/orders has no spec.taskManager.replicas: its TaskManagers cannot be"
                        + " counted or scaled");
        assertThat(finding.fix())
                .contains(new Fix(
                        "run",
                        "kubectl patch flinkdeployment orders -n flink --type merge -p"
                                + " '{\"spec\":{\"taskManager\":{\"replicas\":3}}}'"));
    }

    @Test
    void aFlinkDeploymentOfNativeModeIsNoTarget() {
        flinkDeployment(Map.of("mode", "native"), Map.of());
        assertThat(ofFlinkDeployment().found()).endsWith("; its spec.mode must be standalone, too");
        assertThat(ofFlinkDeployment().fix().orElseThrow().text()).contains("\"replicas\":1");
    }

    @Test
    void aMissingCustomResourceDefinitionIsToldFromAMissingObject() {
        apiGroups("apps", "flink.apache.org");
        assertThat(ofFlinkDeployment().found()).contains("FlinkDeployment flink/orders does not exist");
    }

    @Test
    void aCustomResourceDefinitionThatIsNotThereIsSaidWhateverTheRights() {
        apiGroups("apps");
        String unknown = "the API server knows no flinkdeployments.flink.apache.org, so there is no FlinkDeployment"
                + " flink/orders: its CustomResourceDefinition comes with Flink's operator";
        assertThat(ofFlinkDeployment().found()).isEqualTo(unknown);
        server.expect()
                .get()
                .withPath("/apis/flink.apache.org/v1beta1/namespaces/flink/flinkdeployments/orders")
                .andReturn(403, "{}")
                .always();
        assertThat(ofFlinkDeployment().found()).isEqualTo(unknown);
    }

    @Test
    void namesAnAnnotationThatCannotBeRead() {
        deployment(Map.of("foretide.io/pin", "many"));
        Finding finding = finding("Pods and annotations", checks());
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.fix())
                .contains(new Fix("run", "kubectl annotate deployments/taskmanager -n flink foretide.io/pin-"));
    }

    @Test
    void anUnknownModeIsNamedToo() {
        deployment(Map.of("foretide.io/mode", "automatic"));
        assertThat(finding("Pods and annotations", checks()).fix().orElseThrow().text())
                .endsWith(" foretide.io/mode-");
    }

    @Test
    void aQuotaThatIsTooSmallLimitsTheTaskManagers() {
        deployment(Map.of());
        create(new ResourceQuotaBuilder()
                .withMetadata(named("memory", Map.of()))
                .withNewStatus()
                .addToHard("requests.memory", new Quantity("8Gi"))
                .addToUsed("requests.memory", new Quantity("3Gi"))
                .endStatus()
                .build());
        Finding finding = finding("quota", checks());
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.fix().orElseThrow().text()).startsWith("planner: {maxTaskManagers: 3}");
        assertThat(finding("quota", asked(Optional.empty(), 3).made(client)).level())
                .isEqualTo(Level.OK);
    }

    @Test
    void aQuotaThatMayNotBeReadIsNotSaidToBeWell() {
        deployment(Map.of());
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/flink/resourcequotas")
                .andReturn(403, "{}")
                .always();
        Finding finding = finding("quota", checks());
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.found()).startsWith("not looked at: cannot list the ResourceQuotas of namespace flink");
    }

    @Test
    void aPausedDeploymentIsMentioned() {
        deployment(Map.of());
        assertThat(checks()).extracting(Check::name).doesNotContain("rollout");
        client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("taskmanager")
                .edit(found -> new DeploymentBuilder(found)
                        .editSpec()
                        .withPaused(true)
                        .endSpec()
                        .build());
        Finding finding = finding("rollout", checks());
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.fix()).contains(new Fix("run", "kubectl rollout resume deployment/taskmanager -n flink"));
    }

    private Finding taskManagers(String flinks) throws Exception {
        client.pods()
                .inNamespace(NAMESPACE)
                .withName("tm-1")
                .edit(pod -> new PodBuilder(pod)
                        .withNewStatus()
                        .withPodIP("10.0.0.7")
                        .endStatus()
                        .build());
        try (FakeFlink flink = FakeFlink.tuned()) {
            flink.answers.put("/taskmanagers", "{\"taskmanagers\":[" + flinks + "]}");
            return finding(
                    "TaskManagers",
                    asked(Optional.empty(), MAX_TASK_MANAGERS)
                            .with(new FlinkControl(flink.rest(), Optional.empty()))
                            .made(client));
        }
    }

    private static String registered(String address) {
        return "{\"id\":\"" + address + ":6122-a1\",\"path\":\"pekko.tcp://flink@" + address
                + ":6122/user/rpc/taskmanager_0\"}";
    }

    @Test
    void podsThatAreNotTheTaskManagersAreAProblem() throws Exception {
        deployment(Map.of());
        Finding finding = taskManagers(registered("10.0.0.8") + "," + registered("[fd00::9]"));
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.found())
                .isEqualTo("the Pods of Deployment flink/taskmanager (10.0.0.7) are not the TaskManagers that Flink has"
                        + " (10.0.0.8, fd00::9): Foretide changes nothing");
    }

    @Test
    void podsAreNotComparedWhereTheConfigurationSaysSo() throws Exception {
        deployment(Map.of());
        KubernetesSettings apart = new KubernetesSettings(
                ScaledKind.DEPLOYMENT,
                "flink",
                "taskmanager",
                Mode.AUTO,
                true,
                false,
                true,
                false,
                Optional.empty(),
                Optional.empty());
        try (FakeFlink flink = FakeFlink.tuned()) {
            assertThat(new KubernetesChecks(
                                    new JobId("orders"), Optional.of(apart), Optional.empty(), 8, Optional.empty())
                            .with(new FlinkControl(flink.rest(), Optional.empty()))
                            .made(client))
                    .extracting(Check::name)
                    .contains("object")
                    .doesNotContain("TaskManagers");
        }
    }

    @Test
    void taskManagersThatAreElsewhereAreCounted() throws Exception {
        deployment(Map.of());
        assertThat(taskManagers(registered("10.0.0.7")).level()).isEqualTo(Level.OK);
        Finding finding = taskManagers(registered("10.0.0.7") + "," + registered("10.0.0.8"));
        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.found())
                .isEqualTo("1 of the 2 in Flink are Pods of Deployment flink/taskmanager: the others are not scaled");
    }

    @Test
    void namesThatCannotBeComparedAreSaidAndNoProblem() throws Exception {
        deployment(Map.of());
        Finding finding = taskManagers(registered("worker.example"));
        assertThat(finding.level()).isEqualTo(Level.OK);
        assertThat(finding.found()).startsWith("whether the Pods are Flink's cannot be told: 'worker.example'");
    }

    @Test
    void saysThatTheApiServerDoesNotAnswer() {
        try (KubernetesClient silent = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl("http://127.0.0.1:1")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build()) {
            assertThat(asked(Optional.empty(), MAX_TASK_MANAGERS).made(silent))
                    .singleElement()
                    .satisfies(check -> assertThat(check.finding().level()).isEqualTo(Level.NO_ANSWER));
        }
    }
}
