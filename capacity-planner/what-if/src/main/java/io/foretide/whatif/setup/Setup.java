package io.foretide.whatif.setup;

import io.foretide.planner.simulation.Disturbances;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One what-if: a load, which part of it, and a job.
 *
 * @param recorded what arrived
 * @param load what arrives now
 * @param split which steps of it are for what
 * @param options the job and the cluster
 * @param events what was added to the recorded load
 * @param tick step of the simulation; the longest of at most 10 s that fits if empty
 * @param seed of everything random
 */
public record Setup(
        RecordedLoad recorded,
        RecordedLoad load,
        EvaluationSplit split,
        SimulationOptions options,
        List<LoadEvent> events,
        Optional<Duration> tick,
        long seed) {
    private static final double SLOTS_FOR_PEAK = 40;
    private static final double HEADROOM_OF_START = 1.3;
    private static final int MOST_TASK_MANAGERS = 10_000;

    public Setup {
        events = List.copyOf(events);
    }

    /** The setup in which a recorded load is changed as the options and the events say. */
    public static Setup of(
            RecordedLoad recorded,
            EvaluationSplit split,
            SimulationOptions options,
            List<LoadEvent> events,
            Optional<Duration> tick,
            long seed) {
        double factor = options.number(SimulationOption.LOAD);
        boolean same = factor == 1 && events.isEmpty();
        RecordedLoad load = same ? recorded : recorded.with(LoadEvent.applied(recorded.demand(), factor, events));
        return new Setup(recorded, load, split, options, events, tick, seed);
    }

    /** The load in which policies act: warm-up and evaluated part, gaps filled and marked. */
    public TimeSeries simulated() {
        return filled().slice(split.warmUpFrom(), split.to());
    }

    /** The load in which policies are scored. */
    public TimeSeries scored() {
        return filled().slice(split.from(), split.to());
    }

    private TimeSeries filled() {
        TimeSeries filled = load.demand().carriedForward();
        if (filled.isMissing(split.warmUpFrom())) {
            throw new IllegalArgumentException(
                    load.name() + " has no load before " + load.window().timeAt(split.warmUpFrom()));
        }
        return filled;
    }

    /** The job and the cluster. */
    public SimulationSettings settings() {
        double peak = load.peakBefore(load.size());
        if (!(peak > 0)) {
            throw new IllegalArgumentException(load.name() + " holds no load above 0: there is nothing to simulate");
        }
        double rate = options.find(SimulationOption.RECORDS_PER_SECOND_PER_SLOT)
                .orElseGet(() -> recorded.peakBefore(recorded.size()) / SLOTS_FOR_PEAK);
        ScalingCurve curve = new ScalingCurve(
                rate, options.number(SimulationOption.CONTENTION), options.number(SimulationOption.SKEW));
        int slots = options.whole(SimulationOption.SLOTS_PER_TASK_MANAGER);
        if (slots < 1) {
            throw new IllegalArgumentException("slots per TaskManager " + slots + ": at least 1 is allowed");
        }
        Duration lead = options.duration(SimulationOption.LEAD_TIME);
        Duration restart = options.duration(SimulationOption.RESTART_TIME);
        return new SimulationSettings(
                curve,
                slots,
                1,
                (int) options.find(SimulationOption.MAX_TASK_MANAGERS).orElseGet(() -> enough(curve, slots, 2 * peak)),
                lead,
                restart,
                options.duration(SimulationOption.SLO_LAG),
                tick.orElseGet(() -> SimulationSettings.longestTick(lead, restart, load.step())),
                new Disturbances(
                        options.number(SimulationOption.LEAD_TIME_JITTER),
                        options.number(SimulationOption.FAILED_STARTS),
                        options.number(SimulationOption.LOST_TASK_MANAGERS_PER_DAY),
                        seed));
    }

    private static double enough(ScalingCurve curve, int slots, double recordsPerSecond) {
        return IntStream.rangeClosed(1, MOST_TASK_MANAGERS)
                .filter(n -> curve.capacity(n * slots) >= recordsPerSecond)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("twice the largest load, " + recordsPerSecond
                        + " records/s: no number of TaskManagers up to " + MOST_TASK_MANAGERS
                        + " processes it\nMaybe state --max-task-managers, or other slots."));
    }

    /** The size that every policy begins with that has none of its own: for 1.3 times the load just before. */
    public int startTaskManagers() {
        TimeSeries filled = filled();
        int before = split.warmUpFrom() - 1;
        double load = filled.isMissing(before) ? filled.value(split.warmUpFrom()) : filled.value(before);
        return settings().taskManagersFor(HEADROOM_OF_START * load);
    }
}
