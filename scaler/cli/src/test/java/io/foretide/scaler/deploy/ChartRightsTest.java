package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIGroupBuilder;
import io.fabric8.kubernetes.api.model.APIGroupListBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.app.config.ConfigReader;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.Mode;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.scaler.kubernetes.KubernetesSettings;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.scaler.kubernetes.checks.AutoscalerChecks;
import io.foretide.scaler.kubernetes.checks.KubernetesChecks;
import io.foretide.telemetry.JobId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doctor misses no right where the chart's Roles are all there is, with the configuration that the chart writes. */
@EnableKubernetesMockClient(crud = true, https = false)
class ChartRightsTest {
    @TempDir
    Path folder;

    /** Set by the extension. */
    private KubernetesMockServer server;

    private KubernetesClient client;

    /** What was asked for and is not granted. */
    private final List<String> missing = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{job: flights, target: {name: workers, mode: auto}}",
                "{target: {kind: StatefulSet, name: workers}}",
                "{target: {deletionCost: false}}",
                "{target: {annotate: false, placeholders: {enabled: true}}}",
                "{target: {type: flink-deployment, name: orders}}",
                "{target: {namespace: foretide}}",
                "{target: {placeholders: {enabled: true, namespace: holding}}}",
                "{target: {placeholders: {enabled: true}}}",
                "{target: {type: rescale-api}}",
                "{target: {type: dry-run}}"
            })
    void allThatTheDoctorAsksForIsGranted(String values) throws Exception {
        assertThat(rights(Chart.render(values), Chart.objects(Chart.render(values), Role.class)))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.name()).as("%s: %s", check, missing).isEqualTo("rights");
                    assertThat(check.finding().level()).isEqualTo(Level.OK);
                });
        assertThat(missing).isEmpty();
    }

    @Test
    void aRightThatTheChartDoesNotGrantWouldBeMissed() throws Exception {
        String manifests = Chart.render("{}");
        List<Role> roles = Chart.objects(manifests, Role.class);
        roles.forEach(
                role -> role.getRules().removeIf(rule -> rule.getResources().contains("deployments/scale")));
        assertThat(rights(manifests, roles))
                .extracting(Check::name)
                .containsExactly("may get, update deployments/scale taskmanager");
        assertThat(missing).containsExactly("get deployments/scale", "update deployments/scale");
    }

    @Test
    void allThatObjectsTakeIsGrantedAndNoRightOnTheirTargetsButTheScale() {
        List<Role> roles =
                Chart.objects(Chart.render("{autoscalers: {namespaces: [streaming, payments]}}"), Role.class);
        allowing(roles);
        assertThat(rights(new AutoscalerChecks(Optional.empty(), List.of("streaming", "payments")).made(client)))
                .extracting(Check::name)
                .containsExactly("rights");
        assertThat(missing).isEmpty();
        assertThat(roles.stream()
                        .filter(role -> role.getMetadata().getNamespace().equals("payments"))
                        .flatMap(role -> role.getRules().stream())
                        .filter(rule -> !List.of("list", "create").containsAll(rule.getVerbs()))
                        .flatMap(rule -> rule.getResources().stream()))
                .containsExactlyInAnyOrder(
                        "predictiveautoscalers",
                        "predictiveautoscalers/status",
                        "deployments/scale",
                        "statefulsets/scale",
                        "flinkdeployments/scale");
    }

    @Test
    void whatAnObjectsJobNeedsIsGrantedButForTheChoiceOfPods() {
        allowing(Chart.objects(Chart.render("{autoscalers: {namespaces: [streaming]}}"), Role.class));
        KubernetesSettings target = new KubernetesSettings(
                ScaledKind.DEPLOYMENT, "streaming", "tm", Mode.AUTO, true, false, Optional.empty());
        KubernetesChecks checks = KubernetesChecks.of(new JobId("streaming.orders"), target, Optional.empty(), 4)
                .saidBy(Optional.of(new JobObject(Optional.empty(), "streaming", "orders")));
        assertThat(rights(checks.made(client))).extracting(Check::name).containsExactly("may patch pods");
        assertThat(missing).containsExactly("patch pods");
    }

    /** The checks of rights, by an API server that allows what {@code roles} do. */
    private List<Check> rights(String manifests, List<Role> roles) throws Exception {
        allowing(roles);
        ForetideConfig config = configuration(manifests);
        return rights(KubernetesChecks.of(
                        config.job(),
                        config.target(),
                        config.leader(),
                        config.planner().maxTaskManagers())
                .made(client));
    }

    private static List<Check> rights(List<Check> checks) {
        return checks.stream()
                .filter(check -> check.name().equals("rights") || check.name().startsWith("may "))
                .toList();
    }

    private void allowing(List<Role> roles) {
        server.expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
                .andReply(201, request -> {
                    ResourceAttributes asked = Serialization.unmarshal(
                                    request.getBody().readUtf8(), SelfSubjectAccessReview.class)
                            .getSpec()
                            .getResourceAttributes();
                    return "{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\","
                            + "\"status\":{\"allowed\":" + isAllowed(asked, roles) + "}}";
                })
                .always();
        server.expect()
                .get()
                .withPath("/apis")
                .andReturn(
                        200,
                        new APIGroupListBuilder()
                                .withGroups(
                                        new APIGroupBuilder().withName("apps").build())
                                .build())
                .always();
    }

    private ForetideConfig configuration(String manifests) throws Exception {
        String yaml = Chart.objects(manifests, ConfigMap.class).get(0).getData().get("foretide.yaml");
        return ConfigReader.read(Files.writeString(folder.resolve("foretide.yaml"), yaml));
    }

    private boolean isAllowed(ResourceAttributes asked, List<Role> roles) {
        String sub = asked.getSubresource();
        String resource = asked.getResource() + (sub == null || sub.isEmpty() ? "" : "/" + sub);
        boolean allowed = roles.stream()
                .filter(role -> role.getMetadata().getNamespace().equals(asked.getNamespace()))
                .flatMap(role -> role.getRules().stream())
                .anyMatch(rule -> allows(rule, asked, resource));
        if (!allowed) {
            missing.add(asked.getVerb() + " " + resource);
        }
        return allowed;
    }

    /** As the API server does: a rule with names allows nothing that has none. */
    private static boolean allows(PolicyRule rule, ResourceAttributes asked, String resource) {
        return rule.getApiGroups().contains(asked.getGroup())
                && rule.getResources().contains(resource)
                && rule.getVerbs().contains(asked.getVerb())
                && (rule.getResourceNames().isEmpty() || rule.getResourceNames().contains(asked.getName()));
    }
}
