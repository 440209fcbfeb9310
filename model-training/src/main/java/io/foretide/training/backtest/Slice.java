package io.foretide.training.backtest;

/** Forecasts, or steps of them, that may err otherwise than most: told by the calendar and by what is known at the origin alone. */
public enum Slice {
    /** All there are. */
    ALL("all"),
    /** Forecasts from origins within 24 hours of the first step of the load: those of a job that has just begun. */
    FIRST_DAY("first-day"),
    /** Steps in which the search for recurring bursts in the training part expects one. */
    BURSTS("bursts"),
    /** Forecasts from origins within the hour after a {@link Jumps jump}. */
    AFTER_JUMP("hour-after-jump"),
    /** Steps from 00:00 to 06:00 local time. */
    NIGHT("night"),
    /** Steps on Saturday and Sunday, local time. */
    WEEKEND("weekend"),
    /** Steps on a local day that follows a public holiday. */
    AFTER_HOLIDAY("day-after-holiday");

    private final String label;

    Slice(String label) {
        this.label = label;
    }

    /** Whether an origin belongs to it, with all of its forecast; otherwise each step for itself. */
    boolean isOfOrigins() {
        return this == FIRST_DAY || this == AFTER_JUMP;
    }

    @Override
    public String toString() {
        return label;
    }
}
