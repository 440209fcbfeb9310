package io.foretide.planner.simulation;

import io.foretide.series.Quality;
import io.foretide.series.TimeSeries;
import io.foretide.text.Check;
import io.foretide.text.Durations;
import java.time.Instant;

/** Replays a demand through a policy and a simulated job. Pure: equal arguments, equal report. Immutable and thread-safe. */
public final class Simulator {
    private final SimulationSettings settings;
    private final TimeSeries demand;
    private final double[] recordsPerSecond;
    private final int warmUpSteps;
    private final int ticksPerStep;
    private final int ticksPerMinute;
    private final double objectiveSeconds;

    /** A simulator that scores the whole demand. */
    public Simulator(SimulationSettings settings, TimeSeries demand) {
        this(settings, demand, 0);
    }

    /**
     * A simulator that lets the policies warm up.
     *
     * @param demand records/s, of any step that is whole ticks; gaps are filled with the value before and not scored
     * @param warmUpSteps first steps of the demand, in which the policies act but nothing is scored or told
     */
    public Simulator(SimulationSettings settings, TimeSeries demand, int warmUpSteps) {
        long tick = settings.tick().toMillis();
        Check.that(demand.size() > 0, "demand of", demand.size() + " steps", "at least 1");
        Check.that(
                demand.step().toMillis() % tick == 0,
                "step",
                demand.step(),
                "a multiple of the tick " + settings.tick());
        Check.that(!demand.isMissing(0), "first demand", "missing", "a measured one");
        Check.that(
                warmUpSteps >= 0 && warmUpSteps < demand.size(),
                "warm-up steps",
                warmUpSteps,
                "0 to " + (demand.size() - 1));
        this.warmUpSteps = warmUpSteps;
        this.settings = settings;
        this.demand = demand;
        this.recordsPerSecond = demand.carriedForward().toArray();
        this.ticksPerStep = (int) (demand.step().toMillis() / tick);
        this.objectiveSeconds = Durations.seconds(settings.sloLag());
        this.ticksPerMinute = (int) (60_000 / tick);
    }

    public SimulationSettings settings() {
        return settings;
    }

    /** Ticks in the whole demand. */
    public long ticks() {
        return (long) demand.size() * ticksPerStep;
    }

    /** Ticks that are scored. */
    public long scoredTicks() {
        return (long) (demand.size() - warmUpSteps) * ticksPerStep;
    }

    /** The demand in a tick, records/s. */
    public double demandAt(long tick) {
        return recordsPerSecond[(int) (tick / ticksPerStep)];
    }

    /** The most backlog at the end of a tick that keeps the objective, records; no limit where nothing was measured. */
    double backlogAllowed(long tick) {
        int step = (int) (tick / ticksPerStep);
        return demand.quality(step) == Quality.OBSERVED
                ? objectiveSeconds * Math.max(recordsPerSecond[step], 1) * (1 + 1e-12)
                : Double.POSITIVE_INFINITY;
    }

    /** When a tick begins. */
    Instant timeAt(long tick) {
        return demand.start().plusMillis(tick * settings.tick().toMillis());
    }

    /** Runs a policy from {@code taskManagers}. */
    public SimulationReport run(SizingPolicy policy, int taskManagers) {
        return run(policy, taskManagers, TickListener.NONE);
    }

    /** Runs a policy from {@code taskManagers} and tells {@code listener} of every scored tick, counted from 0. */
    public SimulationReport run(SizingPolicy policy, int taskManagers, TickListener listener) {
        SimulatedJob job = new SimulatedJob(settings, settings.bounded(taskManagers));
        PublishedMetrics metrics = new PublishedMetrics(job, demand.start(), settings);
        Score score = new Score(settings, ticksPerMinute);
        double seconds = settings.tickSeconds();
        long tickMillis = settings.tick().toMillis();
        long interval = (policy.interval().toMillis() + tickMillis - 1) / tickMillis;
        long ticks = ticks();
        long scoredFrom = (long) warmUpSteps * ticksPerStep;
        for (long tick = 0; tick < ticks; tick++) {
            if (tick % interval == 0) {
                int wanted = settings.bounded(policy.size(metrics));
                if (wanted != job.requested() && tick >= scoredFrom) {
                    score.rescaled();
                }
                job.scaleTo(wanted);
            }
            int step = (int) (tick / ticksPerStep);
            double rate = recordsPerSecond[step];
            int requested = job.requested();
            job.tick(rate * seconds);
            boolean processed = job.processedInLastTick();
            double lag = job.backlog() / Math.max(rate, 1);
            metrics.observe();
            if (tick >= scoredFrom) {
                SimulatedTick over = new SimulatedTick(
                        tick - scoredFrom,
                        rate,
                        requested * settings.slotsPerTaskManager(),
                        job.running() * settings.slotsPerTaskManager(),
                        processed,
                        lag);
                score.tick(over, requested, job.running(), demand.quality(step) == Quality.OBSERVED);
                listener.tick(over);
            }
        }
        return score.report(policy);
    }
}
