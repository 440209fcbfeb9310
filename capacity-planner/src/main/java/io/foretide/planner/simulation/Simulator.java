package io.foretide.planner.simulation;

import io.foretide.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/** Replays a demand through a policy and a simulated job, in steps of one second. Pure: equal arguments, equal report. */
public final class Simulator {
    private static final int TICKS_PER_MINUTE = 60;

    private final SimulationSettings settings;

    public Simulator(SimulationSettings settings) {
        this.settings = settings;
    }

    /**
     * Runs a policy.
     *
     * @param demand records/s, one value a minute, without gaps
     * @param taskManagers the size at the beginning
     */
    public SimulationReport run(TimeSeries demand, SizingPolicy policy, int taskManagers) {
        SimulatedJob job = new SimulatedJob(settings, taskManagers);
        List<SimulationReport.Minute> path = new ArrayList<>();
        double objective = settings.sloLag().toMillis() / 1000.0;
        long slotSeconds = 0;
        double worst = 0;
        int violations = 0;
        int rescales = 0;
        for (int minute = 0; minute < demand.size(); minute++) {
            double rate = demand.value(minute);
            double busy = 0;
            double lagSeconds = 0;
            for (int tick = 0; tick < TICKS_PER_MINUTE; tick++) {
                busy += job.step(1, rate) / TICKS_PER_MINUTE;
                slotSeconds += job.paidSlots();
                lagSeconds = Math.max(lagSeconds, job.backlogRecords() / Math.max(rate, 1));
            }
            worst = Math.max(worst, lagSeconds);
            violations += lagSeconds > objective ? 1 : 0;
            path.add(new SimulationReport.Minute(job.slots(), lagSeconds));
            int wanted = bounded(policy.size(new SizingPolicy.Observation(
                    demand.timeAt(minute + 1), rate, job.backlogRecords(), busy, job.taskManagers())));
            if (wanted != job.taskManagers()) {
                rescales++;
                job.scaleTo(wanted);
            }
        }
        return new SimulationReport(
                policy.name(), demand.size(), slotSeconds / 60.0, violations, worst, rescales, path);
    }

    private int bounded(int taskManagers) {
        return Math.max(settings.minTaskManagers(), Math.min(settings.maxTaskManagers(), taskManagers));
    }
}
