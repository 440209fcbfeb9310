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
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.scaler.kubernetes.checks.KubernetesChecks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** The checks of rights, by an API server that allows what {@code roles} do. */
    private List<Check> rights(String manifests, List<Role> roles) throws Exception {
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
        ForetideConfig config = configuration(manifests);
        return KubernetesChecks.of(
                        config.job(),
                        config.target(),
                        config.leader(),
                        config.planner().maxTaskManagers())
                .made(client)
                .stream()
                .filter(check -> check.name().equals("rights") || check.name().startsWith("may "))
                .toList();
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
