package io.foretide.planner.decision;

import java.util.List;

/** What the sentences of several causes have in common. */
final class Phrases {
    private Phrases() {}

    /** {@code Scale up 2 -> 3}. */
    static String change(int fromTaskManagers, int toTaskManagers) {
        return (toTaskManagers > fromTaskManagers ? "Scale up " : "Scale down ") + fromTaskManagers + " -> "
                + toTaskManagers;
    }

    static String unit(int taskManagers) {
        return taskManagers == 1 ? " TaskManager" : " TaskManagers";
    }

    /** {@code ; cooldown: the last rescale was ...}, of the rule that changed the size last; empty if none did. */
    static String lastRule(List<Adjustment> adjustments) {
        if (adjustments.isEmpty()) {
            return "";
        }
        Adjustment last = last(adjustments);
        return "; " + last.rule() + ": " + last.cause().sentence();
    }

    static Adjustment last(List<Adjustment> adjustments) {
        return adjustments.get(adjustments.size() - 1);
    }
}
