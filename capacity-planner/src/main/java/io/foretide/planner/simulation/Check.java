package io.foretide.planner.simulation;

/** One wording for what is not allowed. */
final class Check {
    private Check() {}

    static void that(boolean holds, String name, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + value + ": " + allowed + " is allowed");
        }
    }
}
