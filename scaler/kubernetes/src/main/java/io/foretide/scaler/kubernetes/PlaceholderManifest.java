package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;

/** Writes the Deployment of placeholders: Pods that do nothing where a TaskManager could be, and go at once. */
final class PlaceholderManifest {
    private PlaceholderManifest() {}

    /**
     * The Deployment.
     *
     * @param owner the scaled object, with which it goes; only possible in its namespace
     * @param template the TaskManagers' Pods
     */
    static Deployment of(
            PlaceholderSettings settings, GenericKubernetesResource owner, PodSpec template, int replicas) {
        Map<String, String> selector =
                Map.of("app.kubernetes.io/name", "foretide-placeholder", "app.kubernetes.io/instance", settings.name());
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(settings.name())
                .withNamespace(settings.namespace())
                .addToLabels(selector)
                .addToLabels(Api.MANAGED_BY, Api.FORETIDE)
                .withOwnerReferences(owners(settings, owner))
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withRevisionHistoryLimit(0)
                .withNewStrategy()
                .withType("Recreate") // never more of them than there may be
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(selector)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels(selector)
                .addToLabels(Api.MANAGED_BY, Api.FORETIDE)
                .endMetadata()
                .withSpec(pod(settings, template))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static List<OwnerReference> owners(PlaceholderSettings settings, GenericKubernetesResource owner) {
        if (!settings.namespace().equals(owner.getMetadata().getNamespace())) {
            return List.of();
        }
        return List.of(new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build());
    }

    private static PodSpec pod(PlaceholderSettings settings, PodSpec template) {
        return new PodSpecBuilder()
                .withPriorityClassName(settings.priorityClass())
                .withTerminationGracePeriodSeconds(0L)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNodeSelector(template.getNodeSelector())
                .withTolerations(template.getTolerations())
                .withAffinity(template.getAffinity())
                .withImagePullSecrets(template.getImagePullSecrets())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(settings, PlaceholderResources.of(template)))
                .build();
    }

    private static Container container(PlaceholderSettings settings, PlaceholderResources resources) {
        return new ContainerBuilder()
                .withName("placeholder")
                .withImage(settings.image())
                .withNewResources()
                .withRequests(resources.requests())
                .withLimits(resources.limits())
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .build();
    }
}
