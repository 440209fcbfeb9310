package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.Opened;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestKubelet;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Placeholders on a real control plane, with the rights that the chart grants. */
@ExtendWith(ControlPlaneExtension.class)
final class PlaceholdersIT {
    private static final String NAME = "tm-placeholder";

    private final Opened opened = new Opened();

    @AfterEach
    void close() {
        opened.close();
    }

    @AfterEach
    void removeWhatBelongsToTheWholeCluster(TestNamespace namespace) {
        namespace
                .plane()
                .admin()
                .scheduling()
                .v1()
                .priorityClasses()
                .withName(priorityClass(namespace))
                .delete();
    }

    @Test
    void aTaskManagerTakesThePlaceOfAPlaceholder(TestNamespace namespace) throws Exception {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        try (TestKubelet kubelet = TestKubelet.sayingOnly(namespace);
                Placeholders placeholders = placeholders(namespace, true)) {
            kubelet.node("node", "4", "16Gi");
            patiently().until(() -> namespace.ready("tm") == 2);

            assertThat(placeholders.room()).isEmpty();
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            assertThat(placeholders.pods()).isEqualTo(2);
            patiently().until(() -> namespace.ready(NAME) == 2);
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            assertThat(placeholders.room()).hasValue(2);
            assertThat(pods(namespace, NAME))
                    .allSatisfy(pod -> assertThat(pod.getSpec().getPriority()).isEqualTo(-10));

            namespace.scale("tm", 3);
            patiently().until(() -> namespace.ready("tm") == 3 && namespace.ready(NAME) == 1);

            placeholders.accept(PlaceholderTicks.expecting(400, 3));
            assertThat(namespace.replicas(NAME)).isEqualTo(1);
            patiently().until(() -> pods(namespace, NAME).size() == 1);
        }
    }

    @Test
    void halfOfTheFreeQuotaIsLeftForTaskManagers(TestNamespace namespace) {
        namespace.create(new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("cores")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("requests.cpu", new Quantity("9")))
                .endSpec()
                .build());
        patiently().until(() -> cores(namespace).equals("0"));
        namespace.create(Workloads.taskManagers(namespace, "tm", 2)); // a quota that is there first counts them at once
        patiently()
                .until(() -> cores(namespace).equals("2")
                        && Integer.valueOf(2)
                                .equals(namespace
                                        .deployment("tm")
                                        .get()
                                        .getStatus()
                                        .getReplicas()));
        try (Placeholders placeholders = placeholders(namespace, true)) {
            placeholders.accept(PlaceholderTicks.expecting(1000, 2));
            assertThat(namespace.replicas(NAME)).isEqualTo(3);
            patiently() // the Deployment's status may be later than the quota's
                    .until(() -> cores(namespace).equals("5")
                            && Integer.valueOf(3)
                                    .equals(namespace
                                            .deployment(NAME)
                                            .get()
                                            .getStatus()
                                            .getReplicas()));

            placeholders.accept(PlaceholderTicks.expecting(1000, 2));
            assertThat(namespace.replicas(NAME)).isEqualTo(3);

            namespace.scale("tm", 6);
            patiently().until(() -> cores(namespace).equals("9"));
        }
    }

    @Test
    void theyGoWithTheScaledObject(TestNamespace namespace) {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        try (Placeholders placeholders = placeholders(namespace, true)) {
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            patiently().until(() -> pods(namespace, NAME).size() == 2);

            namespace.deployment("tm").delete();
            patiently()
                    .until(() -> namespace.deployment(NAME).get() == null
                            && pods(namespace, NAME).isEmpty());
            placeholders.accept(PlaceholderTicks.withoutPlan(2));
            assertThat(placeholders.pods()).isZero();
        }
    }

    @Test
    void thereAreNoneForWhatIsNotKnownNorInModeOff(TestNamespace namespace) {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        try (Placeholders placeholders = placeholders(namespace, true)) {
            placeholders.accept(PlaceholderTicks.withoutForecast(2));
            assertThat(namespace.deployment(NAME).get()).isNull();

            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            assertThat(namespace.replicas(NAME)).isEqualTo(2);
            placeholders.accept(PlaceholderTicks.withoutMetrics(400, 2));
            assertThat(namespace.replicas(NAME)).isZero();

            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            namespace.annotate("tm", Map.of(Annotations.MODE, "recommend"));
            placeholders.accept(PlaceholderTicks.expecting(900, 2));
            placeholders.accept(PlaceholderTicks.withoutForecast(2));
            assertThat(namespace.replicas(NAME)).isEqualTo(2);

            namespace.annotate("tm", Map.of(Annotations.MODE, "off"));
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            assertThat(namespace.replicas(NAME)).isZero();
        }
    }

    @Test
    void everyChangeIsOneLineAndATickWithoutOneIsNone(TestNamespace namespace) {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        Logger logger = (Logger) LoggerFactory.getLogger(Placeholders.class);
        Level usual = logger.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        try (Placeholders placeholders = placeholders(namespace, true)) {
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            placeholders.accept(PlaceholderTicks.withoutForecast(2));
            placeholders.accept(PlaceholderTicks.withoutForecast(2));
        } finally {
            logger.setLevel(usual);
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "placeholders: it is forbidden to list the nodes, so whether any could take one is not checked",
                        "placeholders 0 -> 2: the forecast's peak of 400 records/s takes 4 TaskManagers, 2 are asked for",
                        "placeholders 2 -> 0: there is no fresh forecast");
    }

    @Test
    void theyGoWithTheLeadUnlessAnotherReplicaHasTakenOver(TestNamespace namespace) {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        Placeholders placeholders = placeholders(namespace, true);
        placeholders.accept(PlaceholderTicks.expecting(400, 2));
        placeholders.accept(PlaceholderTicks.following(400, 2));
        assertThat(namespace.replicas(NAME)).isZero();

        placeholders.accept(PlaceholderTicks.expecting(400, 2));
        namespace.annotate("tm", Map.of(Annotations.EPOCH, "another#1"));
        placeholders.accept(PlaceholderTicks.following(400, 2));
        assertThat(namespace.replicas(NAME)).isEqualTo(2);
        assertThat(placeholders.pods()).isZero();

        placeholders.accept(PlaceholderTicks.expecting(400, 2));
        placeholders.close();
        assertThat(namespace.replicas(NAME)).isZero();
    }

    @Test
    void thoseOfBeforeGoWhenDisabled(TestNamespace namespace) {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        placeholders(namespace, true).accept(PlaceholderTicks.expecting(400, 2));
        try (Placeholders disabled = placeholders(namespace, false)) {
            disabled.accept(PlaceholderTicks.expecting(400, 2));
            assertThat(namespace.replicas(NAME)).isZero();
        }
    }

    /** The operator describes its Pods nowhere: placeholders are like those that there are. */
    @Test
    void ofAFlinkDeploymentTheyAreLikeItsPods(TestNamespace namespace) throws Exception {
        KubernetesClient admin = namespace.plane().client(namespace.plane().adminConfig());
        FlinkDeployments.define(namespace.plane().admin());
        admin.resource(FlinkDeployments.of(namespace, "orders", 2)).create();
        ScaledObject object = new ScaledObject(admin, ScaledKind.FLINK_DEPLOYMENT, namespace.name(), "orders");
        try (Placeholders placeholders = placeholders(namespace, true, admin, object)) {
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            assertThat(namespace.deployment(NAME).get())
                    .as("there is none to be like")
                    .isNull();

            Deployment made = Workloads.taskManagers(namespace, "orders-taskmanager", 2);
            namespace.create(made);
            patiently().until(() -> pods(namespace, "orders-taskmanager").size() == 2);
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            Deployment held = namespace.deployment(NAME).get();
            assertThat(held.getSpec().getReplicas()).isEqualTo(2);
            assertThat(held.getMetadata().getOwnerReferences())
                    .first()
                    .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("FlinkDeployment"));
            assertThat(requests(held)).isEqualTo(requests(made));
        }
    }

    private static Map<String, Quantity> requests(Deployment deployment) {
        return deployment
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getResources()
                .getRequests();
    }

    @Test
    void somebodyElsesDeploymentOfTheirNameIsLeftAlone(TestNamespace namespace) {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        namespace.create(Workloads.taskManagers(namespace, NAME, 5));
        try (Placeholders placeholders = placeholders(namespace, true)) {
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            placeholders.accept(PlaceholderTicks.withoutForecast(2));
        }
        assertThat(namespace.replicas(NAME)).isEqualTo(5);
    }

    @Test
    void whatFitsNoNodeIsNotAskedForWhereNodesMayBeListed(TestNamespace namespace) {
        namespace.create(new DeploymentBuilder(Workloads.taskManagers(namespace, "tm", 2))
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .editResources()
                .addToRequests("cpu", new Quantity("5k"))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
        KubernetesClient admin = namespace.plane().client(namespace.plane().adminConfig());
        try (Placeholders placeholders = placeholders(namespace, true, admin)) {
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            assertThat(placeholders.pods()).isZero();
        }
        assertThat(namespace.deployment(NAME).get()).isNull();
    }

    @Test
    void anApiServerThatIsAwayDisturbsNobody(TestNamespace namespace) throws Exception {
        namespace.create(Workloads.taskManagers(namespace, "tm", 2));
        try (Placeholders placeholders = placeholders(namespace, true)) {
            placeholders.accept(PlaceholderTicks.expecting(400, 2));
            namespace.plane().apiServer().stop();
            try {
                placeholders.accept(PlaceholderTicks.expecting(600, 2));
                assertThat(placeholders.pods()).isEqualTo(2);
            } finally {
                namespace.plane().apiServer().start();
            }
            placeholders.accept(PlaceholderTicks.expecting(600, 2));
            assertThat(namespace.replicas(NAME)).isEqualTo(4);
        }
    }

    private Placeholders placeholders(TestNamespace namespace, boolean enabled) {
        String account = "foretide-" + enabled;
        namespace.serviceAccount(account);
        grant(namespace, account);
        KubernetesClient client =
                opened.keep(KubernetesAccess.client(namespace.plane().configFor(namespace.name(), account)));
        patiently()
                .until(() ->
                        client.resourceQuotas().inNamespace(namespace.name()).list() != null);
        return placeholders(namespace, enabled, client);
    }

    private Placeholders placeholders(TestNamespace namespace, boolean enabled, KubernetesClient client) {
        return placeholders(
                namespace, enabled, client, new ScaledObject(client, ScaledKind.DEPLOYMENT, namespace.name(), "tm"));
    }

    private Placeholders placeholders(
            TestNamespace namespace, boolean enabled, KubernetesClient client, ScaledObject object) {
        namespace
                .plane()
                .admin()
                .resource(new PriorityClassBuilder()
                        .withNewMetadata()
                        .withName(priorityClass(namespace))
                        .endMetadata()
                        .withValue(-10)
                        .withPreemptionPolicy("Never")
                        .build())
                .serverSideApply();
        return new Placeholders(
                client,
                object,
                new PlaceholderSettings(
                        enabled, namespace.name(), NAME, priorityClass(namespace), PlaceholderSettings.IMAGE),
                new Placeholders.Bounds(Mode.AUTO, 10),
                Clock.systemUTC());
    }

    /** It belongs to the whole cluster. */
    private static String priorityClass(TestNamespace namespace) {
        return "placeholder-" + namespace.name();
    }

    /** The chart's Roles, as RbacTest shows them. */
    private static void grant(TestNamespace namespace, String account) {
        namespace.create(new RoleBuilder()
                .withNewMetadata()
                .withName(account)
                .withNamespace(namespace.name())
                .endMetadata()
                .withRules(
                        rule("apps", "deployments", List.of("tm"), "get", "patch"),
                        rule("apps", "deployments/scale", List.of("tm"), "get", "update"),
                        rule("autoscaling", "horizontalpodautoscalers", List.of(), "list"),
                        rule("apps", "deployments", List.of(), "create"),
                        rule("apps", "deployments", List.of(NAME), "get", "patch", "delete"),
                        rule("", "resourcequotas", List.of(), "list"))
                .build());
        namespace.create(new RoleBindingBuilder()
                .withNewMetadata()
                .withName(account)
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", account)
                .addNewSubject("", "ServiceAccount", account, namespace.name())
                .build());
    }

    private static PolicyRule rule(String group, String resource, List<String> names, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withResourceNames(names)
                .withVerbs(verbs)
                .build();
    }

    private static List<Pod> pods(TestNamespace namespace, String prefix) {
        return namespace.pods().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(prefix + "-"))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private static String cores(TestNamespace namespace) {
        return namespace.used("cores").get("requests.cpu").toString();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
