package io.foretide.scaler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart grants, as a table: namespace, API group, resource, its name or *, verbs. */
class RbacTest {
    private static final String LEAD = """
            foretide | coordination.k8s.io | leases | * | create
            foretide | coordination.k8s.io | leases | foretide-orders | get patch
            foretide | - | configmaps | * | create
            foretide | - | configmaps | foretide-orders-state | get update
            """;

    private static final String WATCH = """
            flink | autoscaling | horizontalpodautoscalers | * | list
            flink | - | pods | * | list patch
            flink | - | events | * | create
            flink | - | resourcequotas | * | list
            """;

    @Test
    void grantsTheScaleOfOneDeployment() {
        assertThat(granted("{}")).isEqualTo(table(LEAD, WATCH, """
                flink | apps | deployments | taskmanager | get patch
                flink | apps | deployments/scale | taskmanager | get update
                """));
    }

    @Test
    void grantsTheScaleOfOneStatefulSetWhosePodsNeedNoDeletionCost() {
        assertThat(granted("{target: {kind: StatefulSet, name: workers}}"))
                .isEqualTo(table(LEAD, WATCH.replace("list patch", "list"), """
                flink | apps | statefulsets | workers | get patch
                flink | apps | statefulsets/scale | workers | get update
                """));
    }

    @Test
    void grantsTheScaleOfOneFlinkDeployment() {
        assertThat(granted("{target: {type: flink-deployment, name: orders}}")).isEqualTo(table(LEAD, WATCH, """
                        flink | flink.apache.org | flinkdeployments | orders | get patch
                        flink | flink.apache.org | flinkdeployments/scale | orders | get update
                        """));
    }

    @Test
    void doesNotGrantToPatchPodsWithoutDeletionCost() {
        assertThat(granted("{target: {deletionCost: false}}"))
                .isEqualTo(table(LEAD, WATCH.replace("list patch", "list"), """
                        flink | apps | deployments | taskmanager | get patch
                        flink | apps | deployments/scale | taskmanager | get update
                        """));
    }

    @Test
    void withoutAnnotationsItGrantsNoChangeButThatOfTheScale() {
        assertThat(granted("{target: {annotate: false, deletionCost: false, placeholders: {enabled: true}}}"))
                .isEqualTo(table(LEAD, WATCH.replace("list patch", "list"), """
                        flink | apps | deployments | taskmanager | get
                        flink | apps | deployments/scale | taskmanager | get update
                        """));
    }

    @Test
    void grantsThePlaceholdersInTheirNamespace() {
        assertThat(granted("{target: {placeholders: {enabled: true, namespace: holding}}}"))
                .isEqualTo(table(LEAD, WATCH, """
                        flink | apps | deployments | taskmanager | get patch
                        flink | apps | deployments/scale | taskmanager | get update
                        holding | apps | deployments | * | create
                        holding | apps | deployments | taskmanager-placeholder | get patch delete
                        holding | - | resourcequotas | * | list
                        """));
    }

    @ParameterizedTest
    @CsvSource({"rescale-api", "dry-run"})
    void grantsNothingInTheJobsNamespaceWhereNoObjectIsScaled(String type) {
        assertThat(granted("{target: {type: %s, placeholders: {enabled: true}}}".formatted(type)))
                .isEqualTo(table(LEAD));
    }

    @Test
    void takesTheJobsNameAndTheModesChangeNothing() {
        String expected = granted("{job: flights}");
        assertThat(expected).contains("foretide-flights", "foretide-flights-state");
        assertThat(granted("{job: flights, target: {mode: auto}}")).isEqualTo(expected);
        assertThat(granted("{job: flights, target: {mode: 'off'}}")).isEqualTo(expected);
    }

    @Test
    void theNamespacesMayBeTheSame() {
        assertThat(granted("{target: {namespace: foretide, placeholders: {enabled: true}}}"))
                .isEqualTo(table(LEAD, WATCH.replace("flink |", "foretide |"), """
                        foretide | apps | deployments | taskmanager | get patch
                        foretide | apps | deployments/scale | taskmanager | get update
                        foretide | apps | deployments | * | create
                        foretide | apps | deployments | taskmanager-placeholder | get patch delete
                        foretide | - | resourcequotas | * | list
                        """));
    }

    @Test
    void everyRoleIsBoundToForetideAloneAndNoneIsForTheWholeCluster() {
        String manifests = Chart.render("{target: {placeholders: {enabled: true, namespace: holding}}}");
        assertThat(Chart.objects(manifests, ClusterRole.class)).isEmpty();
        List<RoleBinding> bindings = Chart.objects(manifests, RoleBinding.class);
        assertThat(bindings)
                .extracting(binding -> binding.getMetadata().getNamespace() + "/"
                        + binding.getRoleRef().getName())
                .containsExactlyInAnyOrderElementsOf(Chart.objects(manifests, Role.class).stream()
                        .map(role -> role.getMetadata().getNamespace() + "/"
                                + role.getMetadata().getName())
                        .toList());
        assertThat(bindings)
                .allSatisfy(binding -> assertThat(binding.getSubjects())
                        .singleElement()
                        .satisfies(subject -> assertThat(
                                        subject.getKind() + " " + subject.getNamespace() + "/" + subject.getName())
                                .isEqualTo("ServiceAccount foretide/foretide")));
    }

    private static String table(String... parts) {
        return String.join("", parts).lines().sorted().collect(Collectors.joining("\n"));
    }

    private static String granted(String values) {
        return Chart.objects(Chart.render(values), Role.class).stream()
                .flatMap(role -> role.getRules().stream()
                        .flatMap(rule -> lines(role.getMetadata().getNamespace(), rule).stream()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static List<String> lines(String namespace, PolicyRule rule) {
        List<String> names = rule.getResourceNames().isEmpty() ? List.of("*") : rule.getResourceNames();
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> names.stream()
                                .map(name -> String.join(
                                        " | ",
                                        namespace,
                                        group.isEmpty() ? "-" : group,
                                        resource,
                                        name,
                                        String.join(" ", rule.getVerbs())))))
                .toList();
    }
}
