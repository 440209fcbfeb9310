package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.scaler.control.Fence;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which replica of Foretide leads, as it is written where others see it. Thread-safe. */
final class EpochFence {
    private static final int ATTEMPTS = 3;

    private final Place place;
    private @Nullable String epoch;

    EpochFence(Place place) {
        this.place = place;
    }

    /** Where it is written. */
    interface Place {
        /** Who leads, as it is written. */
        Mark mark() throws IOException;

        /**
         * Writes who leads, if the object is still as it was.
         *
         * @throws Api.ConflictException if it is not
         */
        void mark(String token, String version) throws IOException;
    }

    /**
     * Which replica leads.
     *
     * @param epoch its token; empty if none has said so
     * @param version of the object that this stands on
     */
    record Mark(Optional<String> epoch, String version) {}

    /** See {@link KubernetesTarget#claim}. */
    void claim(String token, Fence.Proof leads) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Mark mark = place.mark();
            if (mark.epoch().equals(Optional.of(token))) {
                break;
            }
            leads.orThrow();
            try {
                place.mark(token, mark.version());
                break;
            } catch (Api.ConflictException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
        synchronized (this) {
            epoch = token;
        }
    }

    /** The token of this replica's lead; empty if it never led. */
    synchronized Optional<String> epoch() {
        return Optional.ofNullable(epoch);
    }

    /** Whether another replica has raised its fence since this one did. */
    Optional<Cause> fenced(Optional<String> theirs) {
        Optional<String> ours = epoch();
        return ours.isEmpty() || theirs.equals(ours)
                ? Optional.empty()
                : Optional.of(new KubernetesCause.FencedOff(theirs.orElse("nobody")));
    }
}
