package io.foretide.scaler.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.JobObject;
import io.foretide.scaler.control.PodCount;
import io.foretide.scaler.control.TargetSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a scaled object, and how far it is.
 *
 * @param mode in force, with its end if it has one
 * @param annotated whether an annotation or the object of the job says so, and not the configuration
 * @param withheld why nothing is changed, half a sentence; empty if it is
 * @param held why the last decision left the size alone where a person can end it, as written on the object
 * @param pauses the annotations of pauses, as they are written
 * @param pods none if they cannot be seen
 * @param recommendation TaskManagers, as written on the object
 * @param lastDecision JSON, as written on the object
 * @param leader replica of Foretide that acts; empty if there is only one or it is not known
 */
public record TargetStatus(
        String object,
        String mode,
        boolean annotated,
        Optional<String> withheld,
        Optional<String> held,
        @JsonProperty("overrides") Overrides overrides,
        Map<String, String> pauses,
        int replicas,
        Optional<PodCount> pods,
        Optional<String> obstacle,
        Optional<String> recommendation,
        Optional<String> lastDecision,
        Optional<String> leader) {

    /**
     * Looks at the object.
     *
     * @param by the object that says the job
     * @throws IOException if it cannot be read
     */
    public static TargetStatus of(KubernetesSettings target, Optional<JobObject> by, Optional<LeaderSettings> leader)
            throws IOException {
        Optional<String> leads = leader.isEmpty() ? Optional.empty() : leader(leader.get());
        try (KubernetesClient client = KubernetesAccess.client(target.context())) {
            return of(client, target, by, leads);
        }
    }

    static TargetStatus of(
            KubernetesClient client, KubernetesSettings target, Optional<JobObject> by, Optional<String> leader)
            throws IOException {
        ScaledObject object = new ScaledObject(client, target.kind(), target.namespace(), target.name());
        Board.Look look = Board.of(client, object, by, true).look();
        Map<String, String> annotations = look.asked().words();
        Map<String, String> notes = look.notes();
        TargetSnapshot snapshot =
                KubernetesTarget.looked(client, object, target.mode(), by).read();
        Map<String, String> pauses = new LinkedHashMap<>(annotations);
        pauses.keySet().removeIf(key -> !key.startsWith(Annotations.PAUSE));
        Optional<String> annotated = Optional.ofNullable(annotations.get(Annotations.MODE))
                .filter(text -> AnnotationReader.isInForce(text, Instant.now()));
        return new TargetStatus(
                object.toString(),
                annotated.orElse(target.mode().word()),
                annotated.isPresent(),
                snapshot.whyRecommended().map(Cause::sentence),
                Optional.ofNullable(notes.get(Annotations.HELD)),
                snapshot.overrides(),
                pauses,
                snapshot.taskManagers(),
                snapshot.pods(),
                snapshot.obstacle().map(obstacle -> obstacle.message()),
                Optional.ofNullable(notes.get(Annotations.RECOMMENDATION)),
                Optional.ofNullable(notes.get(Annotations.LAST_DECISION)),
                leader);
    }

    private static Optional<String> leader(LeaderSettings leader) throws IOException {
        try (KubernetesClient client = KubernetesAccess.client(Optional.empty())) {
            return leader(client, leader);
        }
    }

    private static Optional<String> leader(KubernetesClient client, LeaderSettings leader) throws IOException {
        Lease lease = Api.ask(
                "get Lease " + leader.namespace() + "/" + leader.lease(),
                () -> client.leases()
                        .inNamespace(leader.namespace())
                        .withName(leader.lease())
                        .get());
        return Optional.ofNullable(lease)
                .map(Lease::getSpec)
                .map(spec -> spec.getHolderIdentity())
                .filter(holder -> !holder.isEmpty());
    }
}
