package io.foretide.scaler.kubernetes.autoscaler;

import java.util.List;
import java.util.Optional;

/**
 * How the job of a {@code PredictiveAutoscaler} object stands.
 *
 * @param state as {@code GET /v1/jobs} has it
 * @param mode what may be done to the target
 * @param current TaskManagers that the target has
 * @param recommended TaskManagers that the newest decision asks for
 * @param forecastPeak median of the largest load within the horizon, records/s
 * @param lagSeconds time that the backlog stands for
 * @param conditions one of each type
 */
public record AutoscalerStatus(
        String state,
        Optional<String> mode,
        Optional<Integer> current,
        Optional<Integer> recommended,
        Optional<Long> forecastPeak,
        Optional<Long> lagSeconds,
        List<Condition> conditions) {
    public AutoscalerStatus {
        conditions = List.copyOf(conditions);
    }

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
