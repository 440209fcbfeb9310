package io.foretide.scaler.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the status of Pods. */
final class PodStatuses {
    private PodStatuses() {}

    static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    /** Merges {@code status} into the status; fails if the Pod of this name has another uid by now. */
    static void patch(KubernetesClient client, Pod pod, Map<String, ?> status) {
        Map<String, ?> body = Map.of("metadata", Map.of("uid", pod.getMetadata().getUid()), "status", status);
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(body));
    }

    /** As Kubernetes writes times: to the second, in UTC. */
    static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
