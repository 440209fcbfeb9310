package io.foretide.scaler.control;

import java.util.Locale;

/** The steps of a tick that are timed, in their order. */
public enum TickStep {
    /** Asking Flink. */
    COLLECT,
    /** Writing the minute to the feature store. */
    APPEND,
    /** Leadership, the target as it is, and the planner's memory. */
    READ_TARGET,
    /** Taking the newest forecast, which is made elsewhere. */
    FORECAST,
    /** The planner. */
    DECIDE,
    /** The planner's memory and the decision log. */
    SAVE,
    /** Asking the target for another size. */
    APPLY,
    /** Notes at the target, the page, metrics, placeholders. */
    TELL;

    /** As the metric's label says it, such as {@code read_target}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
