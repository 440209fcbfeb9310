package io.foretide.planner.decision;

import java.util.Objects;
import java.util.Optional;

/**
 * What a job may do within its fleet now.
 *
 * @param limit the most TaskManagers; empty where the fleet does not bound slots. Below the present size: the job has to yield
 * @param notYet why no rescale may begin now; empty where one may
 */
public record Allowance(Optional<Limit> limit, Optional<FleetCause> notYet) {
    /**
     * The most TaskManagers of a job.
     *
     * @param why no more
     */
    public record Limit(int taskManagers, FleetCause why) {
        public Limit {
            Objects.requireNonNull(why, "why");
        }
    }

    /** The same for a job of so many TaskManagers that cannot yield now. */
    public Allowance notBelow(int taskManagers) {
        return new Allowance(
                limit.map(most -> new Limit(Math.max(most.taskManagers(), taskManagers), most.why())), notYet);
    }

    /** The same once its turn has come. */
    public Allowance withoutWait() {
        return new Allowance(limit, Optional.empty());
    }
}
