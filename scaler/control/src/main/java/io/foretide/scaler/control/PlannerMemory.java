package io.foretide.scaler.control;

import io.foretide.planner.learned.PlannerState;
import io.foretide.telemetry.JobId;
import io.foretide.text.Json;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the planner's memory outlives a process. Thread-safe. */
public interface PlannerMemory {
    /** What was saved last. */
    Optional<Saved> load(JobId job);

    /**
     * Saves.
     *
     * @throws IllegalStateException if another replica has saved since the last {@link #load}: its memory counts
     */
    void save(JobId job, Saved saved);

    /**
     * A memory, saved before its rescale is asked of the target and again after.
     *
     * @param state after the decision
     * @param unlessApplied the state that counts if the target turns out never to have been asked
     */
    record Saved(PlannerState state, Optional<PlannerState> unlessApplied) {
        private static final Logger log = LoggerFactory.getLogger(Saved.class);

        /** A memory without any rescale under way to the target. */
        public static Saved of(PlannerState state) {
            return new Saved(state, Optional.empty());
        }

        /** What {@link Json#line} made of a memory; what another version has saved cannot be read: the planner learns anew. */
        public static Optional<Saved> read(String json) {
            try {
                return Optional.of(Json.read(json, Saved.class));
            } catch (IllegalArgumentException e) {
                log.warn("the saved planner state is of another version and starts anew: {}", e.getMessage());
                return Optional.empty();
            }
        }

        /** The state for a target as it is seen now; a size that neither was asked for nor stood before is somebody else's. */
        PlannerState at(TargetLook look, Instant now) {
            int actual = look.taskManagers();
            if (actual == state.taskManagers()) {
                return state;
            }
            if (unlessApplied.isPresent() && unlessApplied.get().taskManagers() == actual) {
                return unlessApplied.get();
            }
            return look.withheld().isPresent()
                    ? state.withTaskManagers(actual)
                    : state.changedByOthers(actual, look.changedBy(), now);
        }
    }
}
