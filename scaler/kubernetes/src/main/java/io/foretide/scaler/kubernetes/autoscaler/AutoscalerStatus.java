package io.foretide.scaler.kubernetes.autoscaler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the job of a {@code PredictiveAutoscaler} object stands.
 *
 * @param state as {@code GET /v1/jobs} has it
 * @param mode what may be done to the target
 * @param taskManagers that there are and should be
 * @param forecastPeak the largest load within the horizon
 * @param lagSeconds time that the backlog stands for
 * @param lastRescale the newest one that is remembered
 * @param model who forecasts
 * @param budget what may still go wrong, and be done
 * @param conditions one of each type
 */
public record AutoscalerStatus(
        String state,
        Optional<String> mode,
        TaskManagers taskManagers,
        Optional<Peak> forecastPeak,
        Optional<Long> lagSeconds,
        Optional<LastRescale> lastRescale,
        Optional<Model> model,
        Optional<Budget> budget,
        List<Condition> conditions) {
    public AutoscalerStatus {
        conditions = List.copyOf(conditions);
    }

    /** A status about which there is no more to say than how the job stands. */
    public static AutoscalerStatus of(String state, List<Condition> conditions) {
        return new AutoscalerStatus(
                state,
                Optional.empty(),
                new TaskManagers(Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                conditions);
    }

    /**
     * Sizes.
     *
     * @param current what the target is asked for
     * @param recommended what the newest decision asks for
     */
    public record TaskManagers(Optional<Integer> current, Optional<Integer> recommended) {}

    /**
     * The largest load that is expected.
     *
     * @param recordsPerSecond its median
     * @param at when
     */
    public record Peak(double recordsPerSecond, Instant at) {}

    /**
     * A rescale.
     *
     * @param reason of the decision; empty if it was decided before the service began
     */
    public record LastRescale(Instant at, int from, int to, Optional<String> reason) {}

    /**
     * Who forecasts.
     *
     * @param name of the model
     * @param version in the registry; empty for a simpler model, which is not trained
     * @param trained when its training began
     */
    public record Model(String name, Optional<String> version, Optional<Instant> trained) {}

    /**
     * What is left.
     *
     * @param violationMinutes that the lag may still be beyond the objective, of the last 30 days' allowance; below 0 if it is overdrawn
     * @param rescales of today's, of which scaling down takes none any more once they are spent
     */
    public record Budget(Optional<Double> violationMinutes, int rescales) {}

    /** What a {@link Condition} is about. */
    public enum Type {
        /** What the object says is right, and its job is served. */
        READY("Ready"),
        /** Flink answers with what a decision needs. */
        MEASURED("Measured"),
        /** Decisions go by a forecast. */
        FORECASTING("Forecasting"),
        /** What is decided is carried out. */
        ACTING("Acting");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * Whether something is so, and why.
     *
     * @param reason for programs, in CamelCase
     * @param message for people
     */
    public record Condition(Type type, boolean holds, String reason, String message) {}
}
