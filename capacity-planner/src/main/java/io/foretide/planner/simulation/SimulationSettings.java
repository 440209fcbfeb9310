package io.foretide.planner.simulation;

import io.foretide.text.Check;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.Arrays;

/**
 * The job and the cluster that are simulated.
 *
 * @param curve what slots process
 * @param slotsPerTaskManager slots of one TaskManager
 * @param minTaskManagers least size a policy may choose
 * @param maxTaskManagers largest size a policy may choose
 * @param leadTime from a decision to scale up until the new slots process; the restart is the last part of it
 * @param restartTime the part of every rescale in which nothing is processed
 * @param sloLag lag objective
 * @param tick step of the simulation; divides a minute, the lead time and the restart time
 * @param disturbances what does not go by the book
 */
public record SimulationSettings(
        ScalingCurve curve,
        int slotsPerTaskManager,
        int minTaskManagers,
        int maxTaskManagers,
        Duration leadTime,
        Duration restartTime,
        Duration sloLag,
        Duration tick,
        Disturbances disturbances) {
    /** What a configuration allows a real job. */
    public static final int MAX_TASK_MANAGERS = 2_000;

    private static final int MAX_SLOTS_PER_TASK_MANAGER = 10_000;
    private static final Duration LONGEST_START = Duration.ofDays(1);
    private static final int[] TICK_SECONDS = {10, 5, 2, 1};

    public SimulationSettings {
        checkSlots(slotsPerTaskManager);
        Check.that(minTaskManagers >= 1, "least TaskManagers", minTaskManagers, "at least 1");
        Check.that(
                maxTaskManagers >= minTaskManagers && maxTaskManagers <= MAX_TASK_MANAGERS,
                "most TaskManagers",
                maxTaskManagers,
                "at least the least (" + minTaskManagers + ") and at most " + MAX_TASK_MANAGERS);
        checkStart("lead time", leadTime);
        checkStart("restart time", restartTime);
        Check.that(!sloLag.isNegative() && !sloLag.isZero(), "SLO lag", sloLag, "more than zero");
        Check.that(
                isTick(tick, Duration.ofMinutes(1)) && isTick(tick, leadTime) && isTick(tick, restartTime),
                "tick",
                tick,
                "1 s to 1 min that divides a minute, the lead time " + leadTime + " and the restart time " + restartTime
                        + " into whole ticks");
    }

    /** Undisturbed, in the longest tick of at most 10 s that fits. */
    public static SimulationSettings of(
            ScalingCurve curve,
            int slotsPerTaskManager,
            int maxTaskManagers,
            Duration leadTime,
            Duration restartTime,
            Duration sloLag) {
        return new SimulationSettings(
                curve,
                slotsPerTaskManager,
                1,
                maxTaskManagers,
                leadTime,
                restartTime,
                sloLag,
                longestTick(leadTime, restartTime),
                Disturbances.NONE);
    }

    /** The longest tick of at most 10 s that divides all times; they are whole seconds. */
    public static Duration longestTick(Duration... times) {
        for (int seconds : TICK_SECONDS) {
            Duration tick = Duration.ofSeconds(seconds);
            if (Arrays.stream(times).allMatch(time -> isTick(tick, time))) {
                return tick;
            }
        }
        throw new IllegalArgumentException(
                "lead time, restart time and step " + Arrays.toString(times) + ": must be whole seconds");
    }

    /** Refuses a number of slots that no TaskManager has. */
    public static void checkSlots(int slotsPerTaskManager) {
        Check.that(
                slotsPerTaskManager >= 1 && slotsPerTaskManager <= MAX_SLOTS_PER_TASK_MANAGER,
                "slots per TaskManager",
                slotsPerTaskManager,
                "at least 1 and at most " + MAX_SLOTS_PER_TASK_MANAGER);
    }

    static void checkStart(String name, Duration time) {
        Check.that(
                !time.isNegative() && !Durations.isLonger(time, LONGEST_START),
                name,
                time,
                "zero or more and at most " + Durations.inOneUnit(LONGEST_START));
    }

    private static boolean isTick(Duration tick, Duration time) {
        return tick.toMillis() >= 1000
                && tick.toNanosPart() % 1_000_000 == 0
                && time.toMillis() % tick.toMillis() == 0
                && !Durations.isLonger(tick, Duration.ofMinutes(1));
    }

    /** The same job where everything goes by the book. */
    public SimulationSettings undisturbed() {
        return new SimulationSettings(
                curve,
                slotsPerTaskManager,
                minTaskManagers,
                maxTaskManagers,
                leadTime,
                restartTime,
                sloLag,
                tick,
                Disturbances.NONE);
    }

    /** Records/s that {@code taskManagers} process. */
    public double capacity(int taskManagers) {
        return curve.capacity(taskManagers * slotsPerTaskManager);
    }

    /** The fewest TaskManagers, within the bounds, that process {@code recordsPerSecond}. */
    public int taskManagersFor(double recordsPerSecond) {
        int taskManagers = minTaskManagers;
        while (taskManagers < maxTaskManagers && capacity(taskManagers) < recordsPerSecond * (1 - 1e-9)) {
            taskManagers++;
        }
        return taskManagers;
    }

    /** {@code taskManagers} moved into the bounds. */
    public int bounded(int taskManagers) {
        return Math.max(minTaskManagers, Math.min(maxTaskManagers, taskManagers));
    }

    double tickSeconds() {
        return Durations.seconds(tick);
    }
}
