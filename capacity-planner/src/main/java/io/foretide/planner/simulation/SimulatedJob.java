package io.foretide.planner.simulation;

import java.util.Arrays;

/**
 * A fluid queue: what arrives is processed at the capacity of the running TaskManagers, the rest waits; records are
 * conserved. Whenever the number of registered TaskManagers changes, nothing is processed for the restart time. New
 * TaskManagers register so that their restart ends with the lead time; those that leave do so at once, starting ones
 * first. Not thread-safe.
 */
final class SimulatedJob {
    private static final int MAX_BATCHES = 64;

    private final SimulationSettings settings;
    private final double tickSeconds;
    private final int restartTicks;
    private final double[] capacityPerTick;
    private final long[] registersAt = new long[MAX_BATCHES];
    private final int[] batch = new int[MAX_BATCHES];
    private int batches;
    private long starts;
    private long restarts;

    private long tick;
    private long pausedUntil;
    private int requested;
    private int running;
    private double arrived;
    private double processed;
    private double backlog;
    private double busySeconds;
    private boolean processedInLastTick;

    SimulatedJob(SimulationSettings settings, int taskManagers) {
        this.settings = settings;
        this.tickSeconds = settings.tickSeconds();
        this.restartTicks =
                (int) (settings.restartTime().toMillis() / settings.tick().toMillis());
        this.requested = taskManagers;
        this.running = taskManagers;
        this.capacityPerTick = new double[settings.maxTaskManagers() + 1];
        Arrays.setAll(capacityPerTick, size -> settings.capacity(size) * tickSeconds);
    }

    /** Asks for a size. */
    void scaleTo(int taskManagers) {
        if (taskManagers > requested) {
            start(taskManagers - requested);
        } else if (taskManagers < requested) {
            stop(requested - taskManagers);
        }
        requested = taskManagers;
    }

    /** Lets a tick pass in which {@code arriving} records arrive. */
    void tick(double arriving) {
        register();
        lose();
        processedInLastTick = isProcessing();
        double capacity = processedInLastTick ? capacityPerTick[running] : 0;
        double waiting = backlog + arriving;
        double done = Math.min(waiting, capacity);
        backlog = waiting - done;
        arrived += arriving;
        processed += done;
        if (capacity > 0) {
            busySeconds += tickSeconds * done / capacity;
        }
        tick++;
    }

    private void start(int taskManagers) {
        if (batches == MAX_BATCHES) {
            batch[batches - 1] += taskManagers;
            return;
        }
        long at = tick + Math.max(0, leadTicks() - restartTicks);
        int i = batches++;
        for (; i > 0 && registersAt[i - 1] > at; i--) {
            registersAt[i] = registersAt[i - 1];
            batch[i] = batch[i - 1];
        }
        registersAt[i] = at;
        batch[i] = taskManagers;
    }

    private long leadTicks() {
        double lead = settings.disturbances().leadTimeMillis(starts++, settings.leadTime());
        return (long) Math.ceil(lead / settings.tick().toMillis() - 1e-9);
    }

    private void stop(int taskManagers) {
        int left = taskManagers;
        while (left > 0 && batches > 0) {
            int cancelled = Math.min(left, batch[batches - 1]);
            batch[batches - 1] -= cancelled;
            left -= cancelled;
            if (batch[batches - 1] == 0) {
                batches--;
            }
        }
        if (left > 0) {
            running -= left;
            pause();
        }
    }

    private void register() {
        while (batches > 0 && registersAt[0] <= tick) {
            running += batch[0];
            batches--;
            System.arraycopy(registersAt, 1, registersAt, 0, batches);
            System.arraycopy(batch, 1, batch, 0, batches);
            pause();
        }
    }

    private void lose() {
        if (running > 1 && settings.disturbances().losesOne(tick, tickSeconds)) {
            running--;
            pause();
            start(1);
        }
    }

    private void pause() {
        restarts++;
        pausedUntil = tick + restartTicks;
    }

    boolean isProcessing() {
        return tick >= pausedUntil;
    }

    boolean processedInLastTick() {
        return processedInLastTick;
    }

    /** Restarts so far. */
    long restarts() {
        return restarts;
    }

    /** Ticks that have passed. */
    long ticks() {
        return tick;
    }

    /** The tick at which processing began or begins again. */
    long runningSince() {
        return pausedUntil;
    }

    /** TaskManagers asked for: what is paid for, as those that leave do so at once. */
    int requested() {
        return requested;
    }

    int running() {
        return running;
    }

    double arrived() {
        return arrived;
    }

    double processed() {
        return processed;
    }

    double backlog() {
        return backlog;
    }

    double busySeconds() {
        return busySeconds;
    }
}
