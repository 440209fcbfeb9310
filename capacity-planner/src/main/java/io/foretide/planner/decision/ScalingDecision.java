package io.foretide.planner.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The decision about a job now, and why. */
public sealed interface ScalingDecision {
    Instant at();

    /** Why; its sentence is a whole one. */
    Cause cause();

    /** One sentence for a person. */
    default String reason() {
        return cause().sentence();
    }

    /** The id of the cause, for programs. */
    @JsonProperty("reasonId")
    default String reasonId() {
        return cause().id();
    }

    /** The figures; empty where the data did not allow any. */
    Optional<Basis> basis();

    List<Adjustment> adjustments();

    /** Which way it goes. */
    Direction direction();

    /** Leave everything as it is. */
    @JsonPropertyOrder({"at", "taskManagers", "reason", "reasonId"})
    record Hold(
            Instant at,
            int taskManagers,
            @JsonProperty("reason") Cause cause,
            Optional<Basis> basis,
            List<Adjustment> adjustments)
            implements ScalingDecision {
        @Override
        public Direction direction() {
            return Direction.HOLD;
        }
    }

    /** Change the number of TaskManagers. */
    @JsonPropertyOrder({"at", "fromTaskManagers", "toTaskManagers", "reason", "reasonId"})
    record Rescale(
            Instant at,
            int fromTaskManagers,
            int toTaskManagers,
            @JsonProperty("reason") Cause cause,
            Optional<Basis> basis,
            List<Adjustment> adjustments)
            implements ScalingDecision {
        @Override
        public Direction direction() {
            return Direction.of(fromTaskManagers, toTaskManagers);
        }

        public boolean isUp() {
            return direction() == Direction.UP;
        }

        /** Whether this takes back a size that could not be had. */
        public boolean isRollback() {
            return cause instanceof RollbackCause;
        }
    }
}
