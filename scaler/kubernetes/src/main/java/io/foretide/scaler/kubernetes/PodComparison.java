package io.foretide.scaler.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.LogOnChange;
import io.foretide.telemetry.flink.FlinkControl.Registered;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Compares the Pods of an object with the TaskManagers of Flink until they were the same once: later a rollout, or TaskManagers
 * that Flink still takes for alive, would look like others. An object that is made anew is compared anew. Thread-safe.
 */
final class PodComparison {
    private static final Logger log = LoggerFactory.getLogger(PodComparison.class);

    private final Flink flink;
    private final LogOnChange unknown = new LogOnChange(
            log,
            Level.INFO,
            "whether the Pods are Flink's TaskManagers cannot be told",
            "the Pods are Flink's TaskManagers");

    /** {@code uid} of the object whose Pods are known to be TaskManagers. */
    private @Nullable String same;

    PodComparison(Flink flink) {
        this.flink = flink;
    }

    /** Who knows the registered TaskManagers. */
    @FunctionalInterface
    interface Flink {
        /** Nobody: nothing is compared. */
        Flink NOBODY = List::of;

        List<Registered> registered() throws IOException;
    }

    /** Why the object must not be scaled, if its Pods are others than the TaskManagers. */
    synchronized Optional<Cause> difference(GenericKubernetesResource resource, String object, List<Pod> pods) {
        String uid = String.valueOf(resource.getMetadata().getUid());
        if (flink == Flink.NOBODY || uid.equals(same)) {
            return Optional.empty();
        }
        PodMatch match = match(object, pods);
        if (match instanceof PodMatch.Unknown cannot) {
            unknown.bad(cannot.why());
        } else if (match instanceof PodMatch.Same) {
            unknown.good();
            same = uid;
        }
        return match instanceof PodMatch.Different different ? Optional.of(different.why()) : Optional.empty();
    }

    /** A Flink that does not answer is said by whoever reads the job. */
    private PodMatch match(String object, List<Pod> pods) {
        try {
            return PodMatch.of(object, pods, flink.registered());
        } catch (IOException e) {
            return new PodMatch.Unknown("Flink does not answer");
        }
    }
}
