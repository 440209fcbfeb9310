package io.foretide.scaler.control;

import io.foretide.scaler.control.checks.Check;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is scaled, as a configuration says it: opens it, and knows what it needs. Immutable. */
public interface TargetSettings {
    /**
     * Opens the target.
     *
     * @throws IOException if it cannot be told what is there
     * @throws io.foretide.text.UnreachableException if something it needs does not answer
     */
    ScalingTarget open(TargetContext context) throws IOException;

    /** The same target, for one look that starts nothing. */
    default TargetSettings aside() {
        return this;
    }

    /** Whether the job has to run in Reactive Mode; else it has to have the adaptive scheduler outside of it. */
    default boolean isReactive() {
        return true;
    }

    /** What it changes, in words that tell it from every other; empty if it changes nothing that others could. */
    default Optional<String> scaled() {
        return Optional.empty();
    }

    /** TaskManagers at first, if the configuration says how many. */
    default OptionalInt initialTaskManagers() {
        return OptionalInt.empty();
    }

    /** Pods that hold room for TaskManagers to come, if they are configured. */
    default Optional<Reserve> reserve(TargetContext context) {
        return Optional.empty();
    }

    /** Checks of the doctor's: changes nothing, and waits some seconds at most. */
    default List<Check> checks() {
        return List.of();
    }

    /** The same, for a target whose checks need the rest of the configuration; opens nothing that stays. */
    default List<Check> checks(TargetContext context) {
        return checks();
    }
}
