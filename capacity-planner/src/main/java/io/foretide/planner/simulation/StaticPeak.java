package io.foretide.planner.simulation;

/** Always the size for the largest load of the past plus headroom: what a team without an autoscaler buys. */
public final class StaticPeak implements SizingPolicy {
    private final int taskManagers;

    /**
     * @param pastPeakRecordsPerSecond largest load before the evaluation begins
     * @param headroomFactor multiple of it that is bought, e.g. 1.2
     */
    public StaticPeak(double pastPeakRecordsPerSecond, double headroomFactor, SimulationSettings settings) {
        this.taskManagers = settings.taskManagersFor(pastPeakRecordsPerSecond * headroomFactor);
    }

    @Override
    public String name() {
        return "static-peak";
    }

    @Override
    public int size(Observation observation) {
        return taskManagers;
    }
}
