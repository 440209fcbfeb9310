package io.foretide.scaler.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.planner.learned.PlannerState;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the planner's memory outlives a process. Thread-safe.
 *
 * <p>All throw {@link java.io.UncheckedIOException} or {@link io.foretide.store.StoreException} where it cannot be reached.
 */
public interface PlannerMemory {
    /** What was saved last. */
    Optional<Memory> load(JobId job);

    /** Saves, if no other replica has since the last {@link #load}. */
    Saving save(JobId job, Memory memory);

    /** What became of an attempt to save. */
    sealed interface Saving {}

    /** It is saved. */
    record Saved() implements Saving {}

    /** Another replica has saved meanwhile: its memory counts. */
    record Overtaken(ControlCause.MemoryOvertaken why) implements Saving {}

    /**
     * What is remembered of a job, saved before its rescale is asked of the target and again after.
     *
     * @param state after the decision
     * @param unlessApplied the state that counts if the target turns out never to have been asked
     * @param kept what the target leaves alone, and at which parallelism
     * @param apart what it has sized apart, and at which parallelism
     */
    record Memory(
            PlannerState state,
            Optional<PlannerState> unlessApplied,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> kept,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> apart) {
        private static final Logger log = LoggerFactory.getLogger(Memory.class);

        /** {@code kept} and {@code apart} are not there in what was saved before they were known. */
        public Memory {
            Objects.requireNonNull(state, "state");
            kept = kept == null ? Map.of() : Map.copyOf(kept);
            apart = apart == null ? Map.of() : Map.copyOf(apart);
        }

        /** A memory that keeps nothing for the target. */
        public Memory(PlannerState state, Optional<PlannerState> unlessApplied) {
            this(state, unlessApplied, Map.of(), Map.of());
        }

        /** The same with what the target leaves alone, and what it has sized apart. */
        Memory keeping(ScalingTarget target) {
            return new Memory(state, unlessApplied, target.kept(), target.apart());
        }

        /** The same for a clock that was set by {@code jump} since it was saved, and now shows {@code now}. */
        Memory asOf(Instant now, Duration jump) {
            return new Memory(
                    state.clockSet(jump).notAfter(now),
                    unlessApplied.map(other -> other.clockSet(jump).notAfter(now)),
                    kept,
                    apart);
        }

        /** A memory without any rescale under way to the target. */
        public static Memory of(PlannerState state) {
            return new Memory(state, Optional.empty());
        }

        /** What {@link Json#line} made of a memory; what another version has saved cannot be read: the planner learns anew. */
        public static Optional<Memory> read(String json) {
            try {
                return Optional.of(Json.read(json, Memory.class));
            } catch (IllegalArgumentException e) {
                log.warn("the saved planner state is of another version and starts anew: {}", e.getMessage());
                return Optional.empty();
            }
        }

        /** The state for a target as it is seen now; a size that neither was asked for nor stood before is somebody else's. */
        PlannerState at(TargetSnapshot target, Instant now) {
            int actual = target.taskManagers();
            if (actual == state.taskManagers()) {
                return state;
            }
            if (unlessApplied.isPresent() && unlessApplied.get().taskManagers() == actual) {
                return unlessApplied.get();
            }
            return target.whyRecommended().isPresent()
                    ? state.withTaskManagers(actual)
                    : state.changedByOthers(actual, target.changedBy(), now);
        }
    }
}
