package io.foretide.whatif.setup;

import io.foretide.planner.simulation.Disturbances;
import io.foretide.planner.simulation.ScalingCurve;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.series.TimeSeries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One what-if: a load, which part of it, and a job. Immutable. */
public final class Setup {
    private static final double SLOTS_FOR_PEAK = 40;
    private static final double HEADROOM_OF_START = 1.3;

    private final RecordedLoad recorded;
    private final RecordedLoad load;
    private final EvaluationSplit split;
    private final SimulationOptions options;
    private final List<LoadEvent> events;
    private final long seed;
    private final SimulationSettings settings;
    private final TimeSeries filled;

    /**
     * The setup in which a recorded load is changed as the options and the events say.
     *
     * @param split which steps of it are for what
     * @param options the job and the cluster
     * @param events what is added to the recorded load
     * @param tick step of the simulation; the longest of at most 10 s that fits if empty
     * @param seed of everything random
     * @throws IllegalArgumentException if nothing can be simulated so: it says what is allowed
     */
    public Setup(
            RecordedLoad recorded,
            EvaluationSplit split,
            SimulationOptions options,
            List<LoadEvent> events,
            Optional<Duration> tick,
            long seed) {
        this.recorded = recorded;
        this.split = split;
        this.options = options;
        this.events = List.copyOf(events);
        this.seed = seed;
        double factor = options.get(JobOptions.LOAD);
        boolean same = factor == 1 && events.isEmpty();
        this.load = same ? recorded : recorded.with(LoadEvent.applied(recorded.demand(), factor, events));
        this.settings = settings(tick);
        this.filled = load.demand().carriedForward();
        if (filled.isMissing(split.warmUpFrom())) {
            throw new IllegalArgumentException(
                    load.name() + " has no load before " + load.window().timeAt(split.warmUpFrom()));
        }
    }

    /** The same job and load, with other steps for what they are for. */
    public Setup with(EvaluationSplit other) {
        return new Setup(recorded, other, options, events, Optional.of(settings.tick()), seed);
    }

    /** The same load and seed with other options, in the same tick. */
    public Setup with(SimulationOptions other) {
        return new Setup(recorded, split, other, events, Optional.of(settings.tick()), seed);
    }

    /** What arrived. */
    public RecordedLoad recorded() {
        return recorded;
    }

    /** What arrives now. */
    public RecordedLoad load() {
        return load;
    }

    public EvaluationSplit split() {
        return split;
    }

    public SimulationOptions options() {
        return options;
    }

    public List<LoadEvent> events() {
        return events;
    }

    public long seed() {
        return seed;
    }

    /** The job and the cluster. */
    public SimulationSettings settings() {
        return settings;
    }

    /** The load in which policies act: warm-up and evaluated part, gaps filled and marked. */
    public TimeSeries simulated() {
        return filled.slice(split.warmUpFrom(), split.to());
    }

    /** The load in which policies are scored. */
    public TimeSeries scored() {
        return filled.slice(split.from(), split.to());
    }

    /** The size that every policy begins with that has none of its own: for 1.3 times the load just before. */
    public int startTaskManagers() {
        int before = split.warmUpFrom() - 1;
        double present = filled.isMissing(before) ? filled.value(split.warmUpFrom()) : filled.value(before);
        return settings.taskManagersFor(HEADROOM_OF_START * present);
    }

    private SimulationSettings settings(Optional<Duration> tick) {
        double peak = load.peakBefore(load.size());
        if (!(peak > 0)) {
            throw new IllegalArgumentException(load.name() + " holds no load above 0: there is nothing to simulate");
        }
        double rate = options.find(JobOptions.RECORDS_PER_SECOND_PER_SLOT)
                .orElseGet(() -> recorded.peakBefore(recorded.size()) / SLOTS_FOR_PEAK);
        ScalingCurve curve = new ScalingCurve(rate, options.get(JobOptions.CONTENTION), options.get(JobOptions.SKEW));
        int slots = options.get(JobOptions.SLOTS_PER_TASK_MANAGER);
        SimulationSettings.checkSlots(slots);
        Duration lead = options.get(JobOptions.LEAD_TIME);
        Duration restart = options.get(JobOptions.RESTART_TIME);
        int least = options.get(JobOptions.MIN_TASK_MANAGERS);
        return new SimulationSettings(
                curve,
                slots,
                least,
                options.find(JobOptions.MAX_TASK_MANAGERS)
                        .orElseGet(() -> Math.max(least, enough(curve, slots, 2 * peak))),
                lead,
                restart,
                options.get(JobOptions.SLO_LAG),
                tick.orElseGet(() -> SimulationSettings.longestTick(lead, restart, load.step())),
                new Disturbances(
                        options.get(JobOptions.LEAD_TIME_JITTER),
                        options.get(JobOptions.FAILED_STARTS),
                        options.get(JobOptions.LOST_TASK_MANAGERS_PER_DAY),
                        new Disturbances.NewNodes(
                                options.get(JobOptions.NODE_SHARE), options.get(JobOptions.NODE_LEAD_TIME)),
                        seed));
    }

    private static int enough(ScalingCurve curve, int slots, double recordsPerSecond) {
        return IntStream.rangeClosed(1, SimulationSettings.MAX_TASK_MANAGERS)
                .filter(n -> curve.capacity(n * slots) >= recordsPerSecond)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("twice the largest load, " + recordsPerSecond
                        + " records/s: no number of TaskManagers up to " + SimulationSettings.MAX_TASK_MANAGERS
                        + " processes it\nMaybe state --max-task-managers, or other slots."));
    }
}
