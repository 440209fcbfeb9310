package io.foretide.planner.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ways to have come to one size, ascending by cost. Parallel arrays that are kept and reused, as the clairvoyant touches
 * billions of them. Not thread-safe.
 */
final class Labels {
    int count;
    long[] cost = new long[8];
    double[] backlog = new double[8];
    /** From this tick on new TaskManagers may register; 0 when that has passed. */
    long[] growsFrom = new long[8];

    Change[] last = new Change[8];

    /** A change of size: at tick {@code requestTick} the plan asks for {@code size}, after {@code before}. */
    static final class Change {
        final long requestTick;
        final int size;
        final @Nullable Change before;

        Change(long requestTick, int size, @Nullable Change before) {
            this.requestTick = requestTick;
            this.size = size;
            this.before = before;
        }
    }

    void clear() {
        count = 0;
    }

    /** Adds a label that costs no less than those that are here. */
    void append(long newCost, double newBacklog, long newGrowsFrom, Change newLast) {
        if (count == cost.length) {
            grow();
        }
        cost[count] = newCost;
        backlog[count] = newBacklog;
        growsFrom[count] = newGrowsFrom;
        last[count] = newLast;
        count++;
    }

    /**
     * Becomes the staircase of two sets: the labels that no cheaper one of either matches in backlog.
     *
     * @param a itself a staircase, ascending by cost and descending by backlog
     * @param b any labels ascending by cost; those that wait more than {@code limit} are left out
     * @param refund what those of {@code b} get back
     */
    void becomeStaircase(Labels a, Labels b, long refund, double limit) {
        clear();
        double least = Double.POSITIVE_INFINITY;
        int i = 0;
        int k = 0;
        while (i < a.count || k < b.count) {
            boolean second = i == a.count
                    || (k < b.count
                            && (b.cost[k] - refund < a.cost[i]
                                    || (b.cost[k] - refund == a.cost[i] && b.backlog[k] < a.backlog[i])));
            Labels from = second ? b : a;
            int at = second ? k++ : i++;
            if (from.backlog[at] < least && (!second || from.backlog[at] <= limit)) {
                least = from.backlog[at];
                append(second ? from.cost[at] - refund : from.cost[at], least, 0, from.last[at]);
                if (least == 0) {
                    return;
                }
            }
        }
    }

    /** Whether this staircase matches all labels of {@code b}, which is ascending by cost, that wait no more than {@code limit}. */
    boolean matchesAll(Labels b, long refund, double limit) {
        int i = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < b.count; k++) {
            while (i < count && cost[i] <= b.cost[k] - refund) {
                least = backlog[i++];
            }
            if (least == 0) {
                return true;
            }
            if (b.backlog[k] < least && b.backlog[k] <= limit) {
                return false;
            }
        }
        return true;
    }

    /**
     * Keeps the cheapest label of all that cost as much, counted in whole {@code grain} from {@code base}, and may grow alike; and
     * the last, which in a staircase has the least backlog.
     */
    void thin(long base, long grain) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            boolean same = kept > 0
                    && i < count - 1
                    && Math.floorDiv(cost[kept - 1] - base, grain) == Math.floorDiv(cost[i] - base, grain)
                    && growsFrom[kept - 1] == growsFrom[i];
            if (!same) {
                cost[kept] = cost[i];
                backlog[kept] = backlog[i];
                growsFrom[kept] = growsFrom[i];
                last[kept] = last[i];
                kept++;
            }
        }
        count = kept;
    }

    /** The least backlog, infinite if there are no labels. */
    double leastBacklog() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, backlog[i]);
        }
        return least;
    }

    private void grow() {
        int length = 2 * cost.length;
        cost = Arrays.copyOf(cost, length);
        backlog = Arrays.copyOf(backlog, length);
        growsFrom = Arrays.copyOf(growsFrom, length);
        last = Arrays.copyOf(last, length);
    }
}
