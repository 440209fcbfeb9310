package io.foretide.planner.simulation;

/**
 * The reactive opponent of the reference design: busy above 0.8 scales by 1.5, else a growing lag by 1.3, else busy below
 * 0.1 without lag by 0.75; 60 s between decisions, which is once a minute here.
 */
public final class ReactiveRules implements SizingPolicy {
    private final SimulationSettings settings;
    private double lastLagRecords;

    public ReactiveRules(SimulationSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "reactive";
    }

    @Override
    public int size(Observation seen) {
        boolean lagGrows = seen.lagRecords() > lastLagRecords + 1;
        lastLagRecords = seen.lagRecords();
        int now = seen.taskManagers();
        if (seen.busyRatio() > 0.8) {
            return (int) Math.ceil(now * 1.5);
        }
        if (lagGrows) {
            return (int) Math.ceil(now * 1.3);
        }
        if (seen.busyRatio() < 0.1 && seen.lagRecords() < 1) {
            return Math.max(settings.minTaskManagers(), (int) Math.floor(now * 0.75));
        }
        return now;
    }
}
