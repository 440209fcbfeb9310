package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.foretide.planner.decision.Cause;
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
     * @param epoch which replica leads, if one has said so
     */
    record Look(GenericKubernetesResource resource, Scale scale, Asked asked, Optional<String> epoch) {}

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
