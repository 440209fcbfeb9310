package io.foretide.scaler.app.demo;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foretide.scaler.control.DecisionOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Result of a demo run. Times are trace times. Its JSON is flat: the fields of its parts stand beside each other.
 *
 * @param course what was seen minute by minute; empty in runs that were recorded before it was kept
 */
public record DemoResult(
        @JsonUnwrapped Replayed replayed,
        @JsonUnwrapped Forecasts forecasts,
        @JsonUnwrapped Job job,
        @JsonUnwrapped Rescales rescaling,
        List<Policy> policies,
        @Nullable List<Minute> course) {
    public DemoResult {
        policies = List.copyOf(policies);
        course = course == null ? List.of() : List.copyOf(course);
    }

    /**
     * The part of the trace that was replayed.
     *
     * @param minutes of the comparison: from the first measured minute to the last
     * @param missingMinutes of them, those without a measurement
     */
    public record Replayed(String trace, Instant from, Instant to, double speed, int minutes, int missingMinutes) {}

    /**
     * Quality of the forecasts.
     *
     * @param model whose forecasts were used
     * @param coverage90 share of minutes that stayed below the 0.9 quantile forecast ten minutes earlier; empty if none could
     *     be checked
     */
    public record Forecasts(String model, OptionalDouble coverage90) {}

    /** Capacity of the job, as it was measured, and the load on it. */
    public record Job(
            double recordsPerSecondPerSlot, double leadTimeSeconds, double restartSeconds, double sloLagSeconds) {}

    /**
     * Sizes of the job.
     *
     * @param parallelisms at which Flink said the job ran, in order
     * @param inTime scale-ups that were running before the load exceeded the old slots
     * @param late scale-ups that were not
     */
    public record Rescales(List<Integer> parallelisms, int inTime, int late, List<Rescaled> rescales) {
        public Rescales {
            parallelisms = List.copyOf(parallelisms);
            rescales = List.copyOf(rescales);
        }
    }

    /** Minutes of the run, as they were seen. */
    @Override
    public List<Minute> course() {
        return course == null ? List.of() : course;
    }

    /**
     * A minute of the run.
     *
     * @param at its begin
     * @param demandRecordsPerSecond what arrived; between its neighbours where it was not measured
     * @param measured whether it was
     * @param slotsAsked slots asked for at its end
     * @param slotsRunning slots of the registered TaskManagers at its end
     * @param running whether Flink said that the job runs
     * @param lagSeconds lag at its end
     */
    public record Minute(
            Instant at,
            double demandRecordsPerSecond,
            boolean measured,
            int slotsAsked,
            int slotsRunning,
            boolean running,
            double lagSeconds) {}

    /** A rescale and what became of it. */
    public record Rescaled(Instant at, int from, int to, String reason, Optional<DecisionOutcome> outcome) {}

    /** One row of the table at the end. */
    public record Policy(
            String name, String how, double slotMinutes, int violationMinutes, double worstLagSeconds, int rescales) {}
}
