package io.foretide.scaler.kubernetes.discovery;

import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.foretide.scaler.kubernetes.ScaledKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment or StatefulSet, as far as it tells whether Flink runs in it. What several containers of a Pod say is taken
 * together. Immutable.
 *
 * @param replicas Pods that are asked for
 * @param owner name of the FlinkDeployment that makes it, if one does
 * @param podLabels of its Pods
 * @param images of its containers
 * @param words of its containers' commands and arguments
 * @param environment what is said in the manifest itself
 * @param configMaps names of those that its Pods read
 * @param ports names of its containers' ports
 */
record Workload(
        ScaledKind kind,
        String namespace,
        String name,
        int replicas,
        Optional<String> owner,
        Map<String, String> podLabels,
        List<String> images,
        List<String> words,
        Map<String, String> environment,
        Set<String> configMaps,
        Map<String, Integer> ports) {
    Workload {
        podLabels = Map.copyOf(podLabels);
        images = List.copyOf(images);
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        configMaps = Set.copyOf(configMaps);
        ports = Map.copyOf(ports);
    }

    static Workload of(Deployment deployment) {
        return of(
                ScaledKind.DEPLOYMENT,
                deployment,
                deployment.getSpec().getReplicas(),
                deployment.getSpec().getTemplate());
    }

    static Workload of(StatefulSet set) {
        return of(
                ScaledKind.STATEFUL_SET,
                set,
                set.getSpec().getReplicas(),
                set.getSpec().getTemplate());
    }

    private static Workload of(
            ScaledKind kind, HasMetadata object, @Nullable Integer replicas, PodTemplateSpec template) {
        PodSpec pod = template.getSpec();
        List<Container> containers = pod.getContainers();
        Map<String, String> environment = new HashMap<>();
        containers.stream()
                .flatMap(one -> one.getEnv().stream())
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        Map<String, Integer> ports = new HashMap<>();
        containers.stream()
                .flatMap(one -> one.getPorts().stream())
                .filter(port -> port.getName() != null)
                .forEach((ContainerPort port) -> ports.put(port.getName(), port.getContainerPort()));
        return new Workload(
                kind,
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                replicas == null ? 1 : replicas,
                owner(object),
                template.getMetadata() == null || template.getMetadata().getLabels() == null
                        ? Map.of()
                        : template.getMetadata().getLabels(),
                containers.stream()
                        .map(Container::getImage)
                        .filter(Objects::nonNull)
                        .toList(),
                words(containers),
                environment,
                configMaps(pod),
                ports);
    }

    private static Optional<String> owner(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getKind().equals(ScaledKind.FLINK_DEPLOYMENT.kind()))
                .map(owner -> owner.getName())
                .findFirst();
    }

    /** A shell's command is one argument with many words. */
    private static List<String> words(List<Container> containers) {
        List<String> words = new ArrayList<>();
        containers.stream()
                .flatMap(one -> Stream.concat(one.getCommand().stream(), one.getArgs().stream()))
                .forEach(argument -> words.addAll(List.of(argument.strip().split("[\\s;&|]+"))));
        return words;
    }

    private static Set<String> configMaps(PodSpec pod) {
        Set<String> names = new HashSet<>();
        for (Volume volume : pod.getVolumes()) {
            Optional.ofNullable(volume.getConfigMap())
                    .map(ConfigMapVolumeSource::getName)
                    .ifPresent(names::add);
            Optional.ofNullable(volume.getProjected()).map(ProjectedVolumeSource::getSources).stream()
                    .flatMap(List::stream)
                    .map(VolumeProjection::getConfigMap)
                    .filter(Objects::nonNull)
                    .forEach(source -> names.add(source.getName()));
        }
        for (Container container : pod.getContainers()) {
            container.getEnvFrom().stream()
                    .map(EnvFromSource::getConfigMapRef)
                    .filter(Objects::nonNull)
                    .map(ConfigMapEnvSource::getName)
                    .forEach(names::add);
            container.getEnv().stream()
                    .map(EnvVar::getValueFrom)
                    .filter(Objects::nonNull)
                    .map(EnvVarSource::getConfigMapKeyRef)
                    .filter(Objects::nonNull)
                    .map(ConfigMapKeySelector::getName)
                    .forEach(names::add);
        }
        return names.stream().filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** Whether a selector picks its Pods; one that is empty picks none. */
    boolean isSelectedBy(Map<String, String> selector) {
        return !selector.isEmpty() && podLabels.entrySet().containsAll(selector.entrySet());
    }

    @Override
    public String toString() {
        return kind.kind() + " " + namespace + "/" + name;
    }
}
