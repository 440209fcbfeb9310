package io.foretide.planner.simulation;

/**
 * TaskManager-ticks that no plan can do without: the fewest TaskManagers always run, and what they leave beyond the objective has
 * to be processed by others, at the best rate that a further TaskManager has at any size. Restarts, lead times and whole
 * TaskManagers would only add to it. Not thread-safe.
 */
final class LeastWork {
    private final int minTaskManagers;
    private final double minCapacity;
    private final double bestFurther;
    private double backlog;
    private double furtherWork;
    private long ticks;

    /**
     * @param minTaskManagers the fewest TaskManagers
     * @param capacity records that they, and each further one, process in a tick
     */
    LeastWork(int minTaskManagers, double[] capacity) {
        this.minTaskManagers = minTaskManagers;
        this.minCapacity = capacity[0];
        double best = 0;
        for (int i = 1; i < capacity.length; i++) {
            best = Math.max(best, (capacity[i] - minCapacity) / i);
        }
        this.bestFurther = best;
    }

    /** A tick in which records arrive, and at most {@code limit} may be left. */
    void tick(double arriving, double limit) {
        ticks++;
        backlog = Math.max(0, backlog + arriving - minCapacity);
        if (backlog > limit) {
            furtherWork += backlog - limit;
            backlog = limit;
        }
    }

    double taskManagerTicks() {
        return minTaskManagers * (double) ticks + (bestFurther > 0 ? furtherWork / bestFurther : 0);
    }
}
