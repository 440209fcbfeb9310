package io.foretide.scaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.foretide.scaler.app.ExitCode;
import io.foretide.scaler.control.checks.Check;
import io.foretide.scaler.control.checks.Finding.Level;
import io.foretide.scaler.kubernetes.Annotations;
import io.foretide.scaler.kubernetes.KubernetesAccess;
import io.foretide.scaler.kubernetes.ScaledKind;
import io.foretide.scaler.kubernetes.ScaledObject;
import io.foretide.scaler.kubernetes.cluster.ControlPlaneExtension;
import io.foretide.scaler.kubernetes.cluster.TestNamespace;
import io.foretide.scaler.kubernetes.cluster.Workloads;
import io.foretide.telemetry.flink.FakeFlink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The doctor and a real API server: the rules it asks for are those that help. */
@ExtendWith(ControlPlaneExtension.class)
final class DoctorIT {
    private static final String ACCOUNT = "foretide";

    @TempDir
    Path folder;

    @Test
    void theRulesItPrintsAreTheRulesThatAreMissing(TestNamespace namespace) {
        create(namespace);
        try (FakeFlink flink = FakeFlink.tuned()) {
            DoctorReport before = examine(namespace, flink);
            assertThat(before.exitCode()).as(before.table()).isEqualTo(ExitCode.CHECK);
            List<PolicyRule> missing = rules(before);
            assertThat(missing).as(before.table()).hasSize(11);
            grant(namespace, missing.subList(1, missing.size()));
            DoctorReport nearly = examine(namespace, flink);
            assertThat(rules(nearly)).as(nearly.table()).containsExactly(missing.get(0));
            grant(namespace, missing);
            DoctorReport after = examine(namespace, flink);
            assertThat(rules(after)).as(after.table()).isEmpty();
            assertThat(after.count(Level.PROBLEM)).as(after.table()).isZero();
            assertThat(after.exitCode()).as(after.table()).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void anAnnotationIsTakenAway(TestNamespace namespace) throws IOException {
        create(namespace);
        ScaledObject object =
                new ScaledObject(namespace.plane().admin(), ScaledKind.DEPLOYMENT, namespace.name(), "taskmanager");
        object.annotate(Map.of(Annotations.PIN, "6", Annotations.PAUSE, "true"), Set.of());
        object.annotate(Map.of(), Set.of(Annotations.PIN, Annotations.PAUSE_IN));
        assertThat(object.get().getMetadata().getAnnotations())
                .containsEntry(Annotations.PAUSE, "true")
                .doesNotContainKeys(Annotations.PIN, Annotations.PAUSE_IN);
    }

    private static void create(TestNamespace namespace) {
        namespace.serviceAccount(ACCOUNT);
        namespace
                .plane()
                .admin()
                .resource(Workloads.taskManagers(namespace, "taskmanager", 1))
                .create();
        grant(namespace, List.of());
        namespace
                .plane()
                .admin()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(ACCOUNT)
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", ACCOUNT)
                        .addNewSubject("", "ServiceAccount", ACCOUNT, namespace.name())
                        .build())
                .create();
    }

    private static void grant(TestNamespace namespace, List<PolicyRule> rules) {
        namespace
                .plane()
                .admin()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(ACCOUNT)
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .createOr(existing -> existing.update());
    }

    private DoctorReport examine(TestNamespace namespace, FakeFlink flink) {
        Path file = Configurations.file(
                folder,
                flink.address(),
                Configurations.DEPLOYMENT.replace("namespace: flink", "namespace: " + namespace.name()),
                "leader: {enabled: true}\nplanner: {slotsPerTaskManager: 2}\nhttp: {port: 0}");
        return new Doctor(checks -> {
                    try (KubernetesClient client = client(namespace)) {
                        return checks.made(client);
                    }
                })
                .examine(io.foretide.scaler.app.config.ConfigReader.read(file), file);
    }

    private static KubernetesClient client(TestNamespace namespace) {
        return KubernetesAccess.client(namespace.plane().configFor(namespace.name(), ACCOUNT));
    }

    /** The rules that are printed as fixes, read as YAML. */
    private static List<PolicyRule> rules(DoctorReport report) {
        List<PolicyRule> rules = new ArrayList<>();
        for (Check check : report.checks()) {
            check.finding()
                    .fix()
                    .filter(fix -> fix.where().startsWith("the rules of a Role"))
                    .ifPresent(fix ->
                            rules.add(Serialization.unmarshal(fix.text().replaceFirst("- ", "  "), PolicyRule.class)));
        }
        return rules;
    }
}
