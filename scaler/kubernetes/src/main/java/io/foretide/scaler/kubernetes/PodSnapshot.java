package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.foretide.scaler.control.PodCount;
import io.foretide.telemetry.Obstacle.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * State of the Pods of a scaled object.
 *
 * @param count how far they are
 * @param trouble what is in the way of one of them, if anything is
 */
record PodSnapshot(PodCount count, Optional<Trouble> trouble) {
    private static final Map<String, Kind> WAITING = Map.of(
            "ErrImagePull", Kind.IMAGE_PULL,
            "ImagePullBackOff", Kind.IMAGE_PULL,
            "InvalidImageName", Kind.IMAGE_PULL,
            "CrashLoopBackOff", Kind.CRASH_LOOP,
            "CreateContainerConfigError", Kind.CONFIGURATION,
            "CreateContainerError", Kind.CONFIGURATION);

    /**
     * Something in the way.
     *
     * @param message one line for a person
     */
    record Trouble(Kind kind, String message) {}

    static PodSnapshot of(List<Pod> pods) {
        List<Pod> staying = staying(pods);
        PodCount count = new PodCount(
                staying.size(),
                (int) staying.stream().filter(pod -> is(pod, "PodScheduled")).count(),
                (int) staying.stream().filter(pod -> is(pod, "Ready")).count());
        return new PodSnapshot(
                count, staying.stream().flatMap(pod -> trouble(pod).stream()).findFirst());
    }

    /** What to say if there are more Pods than {@code replicas}, and one of them does not work. */
    Optional<String> stays(int replicas) {
        return trouble.filter(inTheWay -> count.existing() > replicas)
                .map(inTheWay -> inTheWay.message() + "; " + count.existing() + " Pods are there where " + replicas
                        + " are asked for: delete it");
    }

    /** Those that neither are on their way out nor have ended. */
    static List<Pod> staying(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> !List.of("Succeeded", "Failed").contains(phase(pod)))
                .toList();
    }

    private static Optional<Trouble> trouble(Pod pod) {
        String name = "Pod " + pod.getMetadata().getName();
        Optional<Trouble> unschedulable = conditions(pod)
                .filter(c -> c.getType().equals("PodScheduled") && "Unschedulable".equals(c.getReason()))
                .map(c -> new Trouble(Kind.UNSCHEDULABLE, name + " cannot be scheduled: " + c.getMessage()))
                .findFirst();
        return unschedulable.or(() -> containers(pod)
                .filter(c -> c.getState() != null && c.getState().getWaiting() != null)
                .filter(c -> WAITING.containsKey(c.getState().getWaiting().getReason()))
                .map(c -> waiting(name, c))
                .findFirst());
    }

    private static Trouble waiting(String pod, ContainerStatus container) {
        String reason = container.getState().getWaiting().getReason();
        String detail = container.getState().getWaiting().getMessage();
        return new Trouble(
                WAITING.getOrDefault(reason, Kind.CONFIGURATION),
                pod + " does not start: " + reason + (detail == null ? "" : ", " + detail));
    }

    private static boolean is(Pod pod, String type) {
        return conditions(pod)
                .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
    }

    private static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? Stream.empty() : pod.getStatus().getConditions().stream();
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream());
    }

    private static String phase(Pod pod) {
        return pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
    }
}
