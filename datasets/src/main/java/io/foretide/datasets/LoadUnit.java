package io.foretide.datasets;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the numbers of a load count. */
public enum LoadUnit {
    /** Records in the step. */
    PER_STEP("per-step", "per-step counts"),
    /** Records per second. */
    PER_SECOND("per-second", "records per second"),
    /** All records since some beginning: what a step brought is the difference to the next. */
    COUNTER("counter", "differences of a counter");

    private final String option;
    private final String description;

    LoadUnit(String option, String description) {
        this.option = option;
        this.description = description;
    }

    /** The unit of this name, if there is one: per-step, per-second or counter. */
    public static Optional<LoadUnit> named(String name) {
        return Arrays.stream(values()).filter(unit -> unit.option.equals(name)).findFirst();
    }

    /** The names of all units, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(LoadUnit::toString).collect(Collectors.joining(", "));
    }

    String description() {
        return description;
    }

    /** Its name. */
    @Override
    public String toString() {
        return option;
    }
}
