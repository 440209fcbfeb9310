package io.foretide.whatif.setup;

import java.time.Duration;
import java.util.List;

/** The options of every what-if: the load, the job, the cluster, and what goes wrong there. */
public final class JobOptions {
    public static final SimulationOption<Double> LOAD = SimulationOption.of(
            "load", ValueForm.FACTOR, "x1", "Multiplies the whole load, the training part included: x1.5.");
    public static final SimulationOption<Double> RECORDS_PER_SECOND_PER_SLOT = SimulationOption.optional(
            "records-per-second-per-slot",
            ValueForm.NUMBER,
            "What one slot processes when busy all the time (a fortieth of the largest load).");
    public static final SimulationOption<Integer> SLOTS_PER_TASK_MANAGER =
            SimulationOption.of("slots-per-task-manager", ValueForm.WHOLE, "4", "Slots of one TaskManager.");
    public static final SimulationOption<Duration> LEAD_TIME = SimulationOption.of(
            "lead-time",
            ValueForm.DURATION,
            "90s",
            "From the decision to scale up until the new slots process; its end is the restart.");
    public static final SimulationOption<Duration> RESTART_TIME = SimulationOption.of(
            "restart-time", ValueForm.DURATION, "30s", "The part of every rescale in which nothing is processed.");
    public static final SimulationOption<Duration> SLO_LAG = SimulationOption.of(
            "slo-lag",
            ValueForm.DURATION,
            "60s",
            "Lag objective: a minute whose largest lag is above it is a violation.");
    public static final SimulationOption<Integer> MIN_TASK_MANAGERS =
            SimulationOption.of("min-task-managers", ValueForm.WHOLE, "1", "Smallest size.");
    public static final SimulationOption<Integer> MAX_TASK_MANAGERS = SimulationOption.optional(
            "max-task-managers", ValueForm.WHOLE, "Largest size (enough for twice the largest load).");
    public static final SimulationOption<Double> LEAD_TIME_JITTER = SimulationOption.of(
            "lead-time-jitter",
            ValueForm.NUMBER,
            "0",
            "Each start takes the lead time x exp(this x a standard normal number cut at 2), 0 to 1.");
    public static final SimulationOption<Double> NODE_SHARE = SimulationOption.of(
            "node-share",
            ValueForm.NUMBER,
            "0",
            "Share of the starts that find no room and wait for a new node, 0 to 1.");
    public static final SimulationOption<Duration> NODE_LEAD_TIME = SimulationOption.of(
            "node-lead-time", ValueForm.DURATION, "5m", "The lead time of those; the usual one if that is longer.");
    public static final SimulationOption<Double> FAILED_STARTS = SimulationOption.of(
            "failed-starts",
            ValueForm.NUMBER,
            "0",
            "Share of the starts of TaskManagers that fail and are repeated, 0 to 1.");
    public static final SimulationOption<Double> LOST_TASK_MANAGERS_PER_DAY = SimulationOption.of(
            "lost-task-managers-per-day", ValueForm.NUMBER, "0", "TaskManagers that die per day and are replaced.");
    public static final SimulationOption<Double> CONTENTION = SimulationOption.of(
            "contention",
            ValueForm.NUMBER,
            "0",
            "Share of the work that does not run in parallel, 0 to 1: more slots bring less each.");
    public static final SimulationOption<Double> SKEW = SimulationOption.of(
            "skew", ValueForm.NUMBER, "1", "Load of the busiest slot as a multiple of the mean, at least 1.");
    public static final SimulationOption<Double> PRICE =
            SimulationOption.of("price", ValueForm.NUMBER, "1", "Price of a slot-hour.");

    /** All but {@link #PRICE}, in the order of the help. */
    public static final List<SimulationOption<?>> OF_THE_JOB = List.of(
            LOAD,
            RECORDS_PER_SECOND_PER_SLOT,
            SLOTS_PER_TASK_MANAGER,
            LEAD_TIME,
            RESTART_TIME,
            SLO_LAG,
            MIN_TASK_MANAGERS,
            MAX_TASK_MANAGERS,
            LEAD_TIME_JITTER,
            NODE_SHARE,
            NODE_LEAD_TIME,
            FAILED_STARTS,
            LOST_TASK_MANAGERS_PER_DAY,
            CONTENTION,
            SKEW);

    private JobOptions() {}
}
