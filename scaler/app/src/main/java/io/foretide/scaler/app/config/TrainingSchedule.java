package io.foretide.scaler.app.config;

import java.util.Locale;

/** How often a service retrains its models. */
public enum TrainingSchedule {
    WEEKLY,
    DAILY,
    /** Somebody else does, or nobody. */
    OFF;

    /** As it is written, such as {@code weekly}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
