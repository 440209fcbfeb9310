package io.foretide.planner.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to do about a job now, and why. */
public sealed interface ScalingDecision {
    Instant at();

    /** One sentence for a person. */
    String reason();

    /** The figures; empty where the data did not allow any. */
    Optional<Basis> basis();

    List<Adjustment> adjustments();

    /** Leave everything as it is. */
    record Hold(Instant at, int taskManagers, String reason, Optional<Basis> basis, List<Adjustment> adjustments)
            implements ScalingDecision {}

    /** Change the number of TaskManagers. */
    record Rescale(
            Instant at,
            int fromTaskManagers,
            int toTaskManagers,
            String reason,
            Optional<Basis> basis,
            List<Adjustment> adjustments)
            implements ScalingDecision {
        public boolean isUp() {
            return toTaskManagers > fromTaskManagers;
        }

        /** Whether this takes back a size that could not be had. */
        public boolean isRollback() {
            return adjustments.stream()
                    .anyMatch(adjustment -> adjustment.policy().equals(Adjustment.ROLLBACK));
        }
    }
}
