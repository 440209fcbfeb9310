package io.foretide.planner.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foretide.telemetry.CappedVertex;
import io.foretide.telemetry.HotSubtask;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The figures behind a decision. Rates in records/s.
 *
 * @param demand present level of demand
 * @param lagRecords records waiting
 * @param lagSeconds lag as the objective counts it, in seconds
 * @param forecastPeak largest planned-for quantile from now + lead time to the horizon; empty without a fresh forecast
 * @param need what capacity has to carry
 * @param ratePerSlot true processing rate of a slot, cautiously
 * @param capacityPerTaskManager what a TaskManager counts for
 * @param leadTime planned lead time
 * @param busyRatio busy share of the bottleneck's hottest subtask; empty in decisions of earlier versions
 * @param hotSubtask of the bottleneck vertex, if one has nearly all to do while the others wait ({@link HotSubtask#isAlone})
 * @param sourcesWithoutLag source operators of which only what they read is known
 * @param ageSeconds age of events or watermarks, where the objective goes by it
 * @param capped a vertex that works all the time at its max parallelism, if there is one
 * @param budget how much of the error budget is used; empty in decisions of earlier versions and where nobody knows what arrives
 * @param staying what waiting with a larger size comes to, where one was proposed by a forecast
 */
public record Basis(
        double demand,
        double lagRecords,
        double lagSeconds,
        Optional<Double> forecastPeak,
        double need,
        double ratePerSlot,
        double capacityPerTaskManager,
        Duration leadTime,
        Optional<Double> busyRatio,
        Optional<HotSubtask> hotSubtask,
        List<String> sourcesWithoutLag,
        Optional<Double> ageSeconds,
        Optional<CappedVertex> capped,
        Optional<BudgetUse> budget,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Staying> staying) {
    public Basis {
        // decisions of earlier versions do not have them
        staying = Objects.requireNonNullElse(staying, Optional.empty());
        sourcesWithoutLag = List.copyOf(Objects.requireNonNullElse(sourcesWithoutLag, List.of()));
    }

    /** Figures of a job whose sources tell their lag and whose subtasks have equally much to do. */
    public Basis(
            double demand,
            double lagRecords,
            double lagSeconds,
            Optional<Double> forecastPeak,
            double need,
            double ratePerSlot,
            double capacityPerTaskManager,
            Duration leadTime) {
        this(
                demand,
                lagRecords,
                lagSeconds,
                forecastPeak,
                need,
                ratePerSlot,
                capacityPerTaskManager,
                leadTime,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with what waiting comes to. */
    public Basis with(Staying stays) {
        return new Basis(
                demand,
                lagRecords,
                lagSeconds,
                forecastPeak,
                need,
                ratePerSlot,
                capacityPerTaskManager,
                leadTime,
                busyRatio,
                hotSubtask,
                sourcesWithoutLag,
                ageSeconds,
                capped,
                budget,
                Optional.of(stays));
    }

    /**
     * Figures of a job whose sources are blocked by a vertex that works all the time: what it processes is what it can, and what
     * it needs is unknown but for being more.
     *
     * @param recordsInPerSecond what it processes
     * @param taskManagers on which it does
     * @param needed TaskManagers that are tried
     */
    public static Basis saturated(double recordsInPerSecond, int taskManagers, int needed, Duration leadTime) {
        double each = recordsInPerSecond / taskManagers;
        return new Basis(recordsInPerSecond, 0, 0, Optional.empty(), each * needed, each, each, leadTime);
    }

    /** Need as a multiple of what {@code taskManagers} count for. */
    public double loadOf(int taskManagers) {
        return need / (taskManagers * capacityPerTaskManager);
    }

    /** The fewest TaskManagers that carry {@code recordsPerSecond}. */
    public int taskManagersFor(double recordsPerSecond) {
        return (int)
                Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(recordsPerSecond / capacityPerTaskManager - 1e-9)));
    }
}
