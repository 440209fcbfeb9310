package io.foretide.planner.settings;

import io.foretide.telemetry.JobTopology;
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
 * @param topology how the job's vertices share slots, and how many they can use
 * @param windows other bounds at times of the day; the first that holds counts
 */
public record Sizes(
        int slotsPerTaskManager,
        int minTaskManagers,
        int maxTaskManagers,
        OptionalInt maxParallelism,
        JobTopology topology,
        List<SizeWindow> windows) {
    /** Sizes for a job whose vertices share their slots. */
    public Sizes(
            int slotsPerTaskManager,
            int minTaskManagers,
            int maxTaskManagers,
            OptionalInt maxParallelism,
            List<SizeWindow> windows) {
        this(slotsPerTaskManager, minTaskManagers, maxTaskManagers, maxParallelism, JobTopology.PLAIN, windows);
    }

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

    /** The sizes allowed at {@code now}; of the windows, that which holds stays. */
    public Sizes at(Instant now) {
        for (SizeWindow window : windows) {
            if (window.period().holds(now)) {
                int min = window.min()
                        .orElse(Math.min(minTaskManagers, window.max().orElse(minTaskManagers)));
                int max = window.max().orElse(Math.max(maxTaskManagers, min));
                return new Sizes(slotsPerTaskManager, min, max, maxParallelism, topology, List.of(window));
            }
        }
        return this;
    }

    /** These sizes with other bounds, the same all day. */
    public Sizes between(int min, int max) {
        return new Sizes(slotsPerTaskManager, min, max, maxParallelism, topology, List.of());
    }

    /** These sizes for a job of this shape. */
    public Sizes with(JobTopology shape) {
        return shape.equals(topology)
                ? this
                : new Sizes(slotsPerTaskManager, minTaskManagers, maxTaskManagers, maxParallelism, shape, windows);
    }

    /** Subtasks of the largest vertex where the job runs on so many TaskManagers. */
    public int subtasksOn(int taskManagers) {
        return topology.subtasksOn(taskManagers * slotsPerTaskManager);
    }

    /** Parallelism that each of so many TaskManagers is worth: less than its slots where there are several slot sharing groups. */
    public double subtasksPerTaskManager(int taskManagers) {
        return topology.isEven()
                ? topology.worthOf(slotsPerTaskManager)
                : topology.worthOf(taskManagers * slotsPerTaskManager) / taskManagers;
    }

    /** TaskManagers without which the job cannot have a parallelism; neither need be whole. */
    public double taskManagersFor(double parallelism) {
        return topology.slotsFor(parallelism) / slotsPerTaskManager;
    }

    /** The fewest TaskManagers on which the job runs at a parallelism. */
    public int taskManagersAt(int parallelism) {
        return (int) Math.min(
                Integer.MAX_VALUE, (topology.slotsAt(parallelism) + slotsPerTaskManager - 1) / slotsPerTaskManager);
    }

    /** The fewest TaskManagers beyond which no vertex gets another subtask. */
    public int usableTaskManagers() {
        return (int) Math.min(Integer.MAX_VALUE, (topology.usableSlots() - 1) / slotsPerTaskManager + 1);
    }

    /** {@code taskManagers} moved into the bounds. */
    public int bounded(int taskManagers) {
        return Math.max(minTaskManagers, Math.min(maxTaskManagers, taskManagers));
    }
}
