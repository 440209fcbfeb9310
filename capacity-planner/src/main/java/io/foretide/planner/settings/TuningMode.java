package io.foretide.planner.settings;

import java.util.Locale;

/** What becomes of settings that a job's own past prefers. */
public enum TuningMode {
    /** They are adopted. */
    AUTO,
    /** They are shown. */
    RECOMMEND,
    /** Nothing is looked for. */
    OFF;

    /** As it is written, such as {@code recommend}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
