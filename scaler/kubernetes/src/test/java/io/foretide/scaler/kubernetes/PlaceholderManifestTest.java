package io.foretide.scaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholderManifestTest {
    private static final PlaceholderSettings SETTINGS = new PlaceholderSettings(
            true, "flink", "tm-placeholder", PlaceholderSettings.PRIORITY_CLASS, PlaceholderSettings.IMAGE);

    @Test
    void asksForWhatTheSchedulerCountsOfATaskManager() {
        PodSpec pod = new PodSpecBuilder()
                .withContainers(
                        container(Map.of("cpu", "1", "memory", "1Gi"), Map.of("memory", "2Gi", "gpu", "1")),
                        container(Map.of("cpu", "250m"), Map.of("memory", "512Mi", "cpu", "1")))
                .withInitContainers(container(Map.of("cpu", "2"), Map.of()))
                .build();
        PlaceholderResources each = PlaceholderResources.of(pod);
        assertThat(each.requests())
                .hasSize(3)
                .containsEntry("cpu", new Quantity("2"))
                .containsEntry("gpu", new Quantity("1"))
                .hasEntrySatisfying(
                        "memory", memory -> assertThat(memory).isEqualByComparingTo(new Quantity("1536Mi")));
        assertThat(each.limits()).containsOnlyKeys("memory");
        assertThat(each.limits().get("memory")).isEqualByComparingTo(new Quantity("2560Mi"));
    }

    @Test
    void goesWhereTaskManagersGoWithoutBeingOne() {
        PodSpec template = new PodSpecBuilder()
                .withContainers(container(Map.of("cpu", "1"), Map.of()))
                .withNodeSelector(Map.of("pool", "flink"))
                .withTolerations(new TolerationBuilder().withKey("flink").build())
                .withNewAffinity()
                .withNewNodeAffinity()
                .endNodeAffinity()
                .endAffinity()
                .withServiceAccountName("flink")
                .withPriorityClassName("important")
                .build();
        Deployment deployment = PlaceholderManifest.of(SETTINGS, owner("flink"), template, 3);
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        assertThat(pod.getNodeSelector()).isEqualTo(template.getNodeSelector());
        assertThat(pod.getTolerations()).isEqualTo(template.getTolerations());
        assertThat(pod.getAffinity()).isEqualTo(template.getAffinity());
        assertThat(pod.getPriorityClassName()).isEqualTo("foretide-placeholder");
        assertThat(pod.getServiceAccountName()).isNull();
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "app.kubernetes.io/name", "foretide-placeholder",
                        "app.kubernetes.io/instance", "tm-placeholder",
                        "app.kubernetes.io/managed-by", "foretide"));
    }

    @Test
    void meetsPodSecurityRestricted() {
        PodSpec pod = PlaceholderManifest.of(SETTINGS, owner("flink"), new PodSpec(), 1)
                .getSpec()
                .getTemplate()
                .getSpec();
        Container container = pod.getContainers().get(0);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(pod.getTerminationGracePeriodSeconds()).isZero();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    void isOwnedByTheScaledObjectInItsNamespaceOnly() {
        assertThat(PlaceholderManifest.of(SETTINGS, owner("flink"), new PodSpec(), 1)
                        .getMetadata()
                        .getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getKind() + " " + owner.getName() + " " + owner.getUid())
                        .isEqualTo("Deployment tm 1-2-3"));
        assertThat(PlaceholderManifest.of(SETTINGS, owner("elsewhere"), new PodSpec(), 1)
                        .getMetadata()
                        .getOwnerReferences())
                .isEmpty();
    }

    private static GenericKubernetesResource owner(String namespace) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withNewMetadata()
                .withName("tm")
                .withNamespace(namespace)
                .withUid("1-2-3")
                .endMetadata()
                .build();
    }

    private static Container container(Map<String, String> requests, Map<String, String> limits) {
        ContainerBuilder builder = new ContainerBuilder().withNewResources().endResources();
        requests.forEach((name, amount) -> builder.editResources()
                .addToRequests(name, new Quantity(amount))
                .endResources());
        limits.forEach((name, amount) ->
                builder.editResources().addToLimits(name, new Quantity(amount)).endResources());
        return builder.build();
    }
}
