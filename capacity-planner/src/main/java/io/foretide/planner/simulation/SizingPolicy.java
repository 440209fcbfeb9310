package io.foretide.planner.simulation;

import java.time.Duration;
import java.util.List;

/** A rule that sizes a simulated job. May keep what it has seen; sees nothing of the future. Not thread-safe. */
public interface SizingPolicy {
    String name();

    /** Time between two questions to it. */
    Duration interval();

    /** TaskManagers wanted from now on. */
    int size(JobView job);

    /** Settings that it has taken on by itself so far, oldest first. */
    default List<Adopted> adopted() {
        return List.of();
    }
}
