package io.foretide.planner.settings;

import io.foretide.text.Check;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * The sizes a job may have.
 *
 * @param slotsPerTaskManager slots of one TaskManager; capacity comes in whole TaskManagers
 * @param minTaskManagers never fewer
 * @param maxTaskManagers never more
 * @param maxParallelism Flink's number of key groups, if known: parallelisms that spread them evenly are preferred
 * @param windows other bounds at times of the day; the first that holds counts
 */
public record Sizes(
        int slotsPerTaskManager,
        int minTaskManagers,
        int maxTaskManagers,
        OptionalInt maxParallelism,
        List<SizeWindow> windows) {
    /** Sizes with the same bounds all day. */
    public Sizes(int slotsPerTaskManager, int minTaskManagers, int maxTaskManagers, OptionalInt maxParallelism) {
        this(slotsPerTaskManager, minTaskManagers, maxTaskManagers, maxParallelism, List.of());
    }

    public Sizes {
        windows = List.copyOf(windows);
        Check.that(slotsPerTaskManager >= 1, "slotsPerTaskManager", slotsPerTaskManager, "at least 1");
        Check.that(minTaskManagers >= 1, "minTaskManagers", minTaskManagers, "at least 1");
        Check.that(
                maxTaskManagers >= minTaskManagers,
                "maxTaskManagers",
                maxTaskManagers,
                "at least minTaskManagers (" + minTaskManagers + ")");
        maxParallelism.ifPresent(most -> Check.that(most >= 1, "maxParallelism", most, "at least 1"));
    }

    /** The sizes allowed at {@code now}: the window's bounds, within them the people's. */
    public Sizes at(Instant now, Overrides overrides) {
        int min = minTaskManagers;
        int max = maxTaskManagers;
        for (SizeWindow window : windows) {
            if (window.period().holds(now)) {
                min = window.min().orElse(Math.min(min, window.max().orElse(min)));
                max = window.max().orElse(Math.max(max, min));
                break;
            }
        }
        min = Math.min(
                Math.max(min, overrides.min().orElse(min)), overrides.max().orElse(Integer.MAX_VALUE));
        max = Math.max(min, Math.min(max, overrides.max().orElse(max)));
        return new Sizes(slotsPerTaskManager, min, max, maxParallelism);
    }

    /** {@code taskManagers} moved into the bounds. */
    public int bounded(int taskManagers) {
        return Math.max(minTaskManagers, Math.min(maxTaskManagers, taskManagers));
    }
}
