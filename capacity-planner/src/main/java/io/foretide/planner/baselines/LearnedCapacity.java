package io.foretide.planner.baselines;

/**
 * The capacity of each size as {@link Daedalus} learns it: the throughput that a linear regression on the busy share predicts
 * at full load. A size that has not been seen gets its share of the size seen last. Not thread-safe.
 */
final class LearnedCapacity {
    private static final double MIN_VARIANCE = 1e-6;

    private final double[] observed;
    private int regressed;
    private long count;
    private double meanBusy;
    private double meanThroughput;
    private double variance;
    private double covariance;
    private double perTaskManager;

    LearnedCapacity(int maxTaskManagers) {
        observed = new double[maxTaskManagers + 1];
    }

    boolean isKnown() {
        return perTaskManager > 0;
    }

    /** Adds an observation of a size. The regression begins anew with another size, as its TaskManagers are others. */
    void learn(int taskManagers, double busyRatio, double recordsPerSecond) {
        if (busyRatio <= 0 || recordsPerSecond <= 0) {
            return;
        }
        if (taskManagers != regressed) {
            regressed = taskManagers;
            count = 0;
            meanBusy = 0;
            meanThroughput = 0;
            variance = 0;
            covariance = 0;
        }
        count++;
        double busyBefore = busyRatio - meanBusy;
        meanBusy += busyBefore / count;
        meanThroughput += (recordsPerSecond - meanThroughput) / count;
        variance += busyBefore * (busyRatio - meanBusy);
        covariance += busyBefore * (recordsPerSecond - meanThroughput);
        double now = atFullLoad();
        observed[taskManagers] = observed[taskManagers] == 0 ? now : (observed[taskManagers] + now) / 2;
        perTaskManager = now / taskManagers;
    }

    private double atFullLoad() {
        double proportional = meanThroughput / meanBusy;
        if (variance / count < MIN_VARIANCE) {
            return proportional;
        }
        double regression = meanThroughput + covariance / variance * (1 - meanBusy);
        return regression > 0 ? regression : proportional;
    }

    /** Records/s that a size can process. */
    double of(int taskManagers) {
        return observed[taskManagers] > 0 ? observed[taskManagers] : taskManagers * perTaskManager;
    }
}
