package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.JobObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The object at which people and the service tell each other what they want of a target: what is scaled itself, by its annotations,
 * or the object that says the job. Implementations are thread-safe.
 */
interface Board extends EpochFence.Place {
    /**
     * The target, and what is asked of it.
     *
     * @throws IOException if something of it cannot be read
     */
    Look look() throws IOException;

    /**
     * What is seen at once.
     *
     * @param resource what is scaled, as far as it may be seen
     * @param notes what the service has noted, by the keys of {@link Annotations}
     */
    record Look(GenericKubernetesResource resource, Scale scale, Asked asked, Map<String, String> notes) {
        public Look {
            notes = Map.copyOf(notes);
        }

        /** Which replica leads, if one has said so. */
        Optional<String> epoch() {
            return Optional.ofNullable(notes.get(Annotations.EPOCH));
        }
    }

    /**
     * The board of a target.
     *
     * @param by the object that says the job
     * @param annotate whether a target that says itself bears annotations of ours
     */
    static Board of(KubernetesClient client, ScaledObject target, Optional<JobObject> by, boolean annotate) {
        return by.<Board>map(name -> new ObjectBoard(new AskingObject(client, name), target))
                .orElseGet(() -> new TargetBoard(target, annotate));
    }

    /** Whether it is written who leads. */
    boolean isMarked();

    /**
     * Why the target must not be changed now, by whom {@code epoch} says; empty also where a change that is too late meets a
     * conflict anyway.
     */
    Optional<Cause> forbids(Optional<String> epoch) throws IOException;

    /** Whether notes are left by annotations. */
    boolean isAnnotated();

    /** Sets and removes annotations, where it has any. */
    void annotate(Map<String, String> set, Set<String> removed) throws IOException;

    /** Where a mode is asked for, in words. */
    String placeOfMode();

    /** Whom events are about. */
    ObjectReference reference() throws IOException;
}
