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

    /** The sizes that follow if the load comes as forecast; {@link SizesAhead#NONE} until they are planned. */
    SizesAhead planned();

    /** The same decision, with the sizes that follow. */
    ScalingDecision with(SizesAhead planned);

    /** Which way it goes. */
    Direction direction();

    /** Leave everything as it is. */
    @JsonPropertyOrder({"at", "taskManagers", "reason", "reasonId"})
    record Hold(
            Instant at,
            int taskManagers,
            @JsonProperty("reason") Cause cause,
            Optional<Basis> basis,
            List<Adjustment> adjustments,
            SizesAhead planned)
            implements ScalingDecision {
        /** A hold of which nothing more is planned. */
        public Hold(Instant at, int taskManagers, Cause cause, Optional<Basis> basis, List<Adjustment> adjustments) {
            this(at, taskManagers, cause, basis, adjustments, SizesAhead.NONE);
        }

        @Override
        public Hold with(SizesAhead changed) {
            return new Hold(at, taskManagers, cause, basis, adjustments, changed);
        }

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
            List<Adjustment> adjustments,
            SizesAhead planned)
            implements ScalingDecision {
        /** A rescale after which nothing more is planned. */
        public Rescale(
                Instant at,
                int fromTaskManagers,
                int toTaskManagers,
                Cause cause,
                Optional<Basis> basis,
                List<Adjustment> adjustments) {
            this(at, fromTaskManagers, toTaskManagers, cause, basis, adjustments, SizesAhead.NONE);
        }

        @Override
        public Rescale with(SizesAhead changed) {
            return new Rescale(at, fromTaskManagers, toTaskManagers, cause, basis, adjustments, changed);
        }

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
