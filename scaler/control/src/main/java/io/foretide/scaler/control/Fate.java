package io.foretide.scaler.control;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a decision. */
public enum Fate {
    /** The target took it. */
    APPLIED,
    /** The target did not take it; nothing changed. */
    REFUSED,
    /** The request failed on its way: the target may have taken it. */
    FAILED,
    /** The target was not asked: the decision is a recommendation. */
    RECOMMENDED,
    /** There was nothing to ask for: the decision was to leave everything as it is. */
    HELD;

    /** The word for logs, JSON and files, in lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
