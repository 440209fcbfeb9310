package io.foretide.planner;

import java.util.ArrayList;
import java.util.List;

/**
 * The last few measurements of demand: one measurement alone is too noisy to act on.
 *
 * @param recordsPerSecond oldest first, at most {@value #KEPT}
 */
public record RecentDemand(List<Double> recordsPerSecond) {
    private static final int KEPT = 5;
    private static final int LEVEL = 3;

    public RecentDemand {
        recordsPerSecond = List.copyOf(recordsPerSecond);
    }

    /** Nothing measured yet. */
    public static RecentDemand none() {
        return new RecentDemand(List.of());
    }

    /** One more measurement. */
    public RecentDemand observe(double demandRecordsPerSecond) {
        List<Double> next = new ArrayList<>(recordsPerSecond);
        next.add(demandRecordsPerSecond);
        return new RecentDemand(next.subList(Math.max(0, next.size() - KEPT), next.size()));
    }

    /** Mean of the last three measurements, records/s; 0 where there is none. */
    public double level() {
        return recordsPerSecond.subList(Math.max(0, recordsPerSecond.size() - LEVEL), recordsPerSecond.size()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /** Whether there are enough measurements to act on. */
    public boolean isSettled() {
        return recordsPerSecond.size() >= LEVEL;
    }
}
