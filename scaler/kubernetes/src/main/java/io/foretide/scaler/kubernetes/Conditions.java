package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.foretide.scaler.kubernetes.PodSnapshot.Trouble;
import io.foretide.telemetry.Obstacle.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions in which a Deployment tells of Pods that could not even be created. */
final class Conditions {
    private Conditions() {}

    static Optional<Trouble> forbidden(GenericKubernetesResource object) {
        if (!(object.get("status", "conditions") instanceof List<?> conditions)) {
            return Optional.empty();
        }
        return conditions.stream()
                .filter(Map.class::isInstance)
                .map(condition -> (Map<?, ?>) condition)
                .filter(condition ->
                        "ReplicaFailure".equals(condition.get("type")) && "True".equals(condition.get("status")))
                .map(condition -> new Trouble(Kind.QUOTA, "Pods cannot be created: " + condition.get("message")))
                .findFirst();
    }
}
