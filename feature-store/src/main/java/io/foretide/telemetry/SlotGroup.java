package io.foretide.telemetry;

import io.foretide.text.Check;

/**
 * Vertices that share their slots: a slot holds one subtask of each.
 *
 * @param id Flink's id of the slot sharing group
 * @param share of the job's parallelism that it has, above 0 and at most 1
 * @param fewest subtasks that it has whatever the parallelism, as lower bounds and vertices that are left alone hold them
 * @param most subtasks that it can have, at least {@code fewest}
 */
public record SlotGroup(String id, double share, int fewest, int most) {
    /** A product of shares and whole numbers that is a whole number but for rounding. */
    private static final double ROUNDING = 1e-9;

    public SlotGroup {
        Check.that(share > 0 && share <= 1, "share", share, "above 0 and at most 1");
        Check.that(fewest >= 0, "fewest", fewest, "at least 0");
        Check.that(most >= 1 && most >= fewest, "most", most, "at least 1 and at least " + fewest);
    }

    /** The same group with another share. */
    public SlotGroup with(double other) {
        return new SlotGroup(id, other, fewest, most);
    }

    /** Whether it follows the job's parallelism; else it keeps its own. */
    public boolean isScaled() {
        return fewest < most;
    }

    /** Subtasks of its largest vertex, hence slots that it takes, at a parallelism of the job. */
    public int subtasksAt(int parallelism) {
        return Math.max(fewest, Math.min(most, of(parallelism)));
    }

    /** Its share of a parallelism of the job, whatever its bounds. */
    public int of(int parallelism) {
        return (int) whole(parallelism);
    }

    private double whole(double parallelism) {
        return Math.ceil(share * parallelism - ROUNDING);
    }

    /** Slots without which it cannot have its share of {@code parallelism}, which need not be whole nor possible. */
    double slotsFor(double parallelism) {
        return Math.max(fewest, share < 1 ? whole(parallelism) : parallelism);
    }
}
