package io.foretide.planner.decision;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The way a decision goes: it raises the number of TaskManagers, lowers it, or leaves it. */
public enum Direction {
    UP,
    DOWN,
    HOLD;

    /** From one size to another. */
    public static Direction of(int from, int to) {
        return to > from ? UP : to < from ? DOWN : HOLD;
    }

    /** The word for JSON, files and metrics, in lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
