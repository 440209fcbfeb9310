package io.foretide.planner.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ways to be at one size that no other beats in cost, backlog and freedom to grow at once; ascending by cost. Parallel
 * arrays, as the clairvoyant touches billions of them. Not thread-safe.
 */
final class Frontier {
    int count;
    long[] cost = new long[4];
    double[] backlog = new double[4];
    /** From this tick on new TaskManagers may register; 0 when that has passed. */
    long[] growsFrom = new long[4];

    Change[] last = new Change[4];

    /** A change of size: at tick {@code asked} the plan asks for {@code size}, after {@code before}. */
    static final class Change {
        final long asked;
        final int size;
        final @Nullable Change before;

        Change(long asked, int size, @Nullable Change before) {
            this.asked = asked;
            this.size = size;
            this.before = before;
        }
    }

    void clear() {
        Arrays.fill(last, 0, count, null);
        count = 0;
    }

    /** Whether a label here costs, waits and hinders no more. */
    boolean beats(long otherCost, double otherBacklog, long otherGrowsFrom) {
        for (int i = 0; i < count && cost[i] <= otherCost; i++) {
            if (backlog[i] <= otherBacklog && growsFrom[i] <= otherGrowsFrom) {
                return true;
            }
        }
        return false;
    }

    /** Adds a label that nothing here {@link #beats}, and drops those that it beats. */
    void add(long newCost, double newBacklog, long newGrowsFrom, Change newLast) {
        int kept = 0;
        int position = 0;
        for (int i = 0; i < count; i++) {
            boolean beaten = newCost <= cost[i] && newBacklog <= backlog[i] && newGrowsFrom <= growsFrom[i];
            if (!beaten) {
                move(i, kept++);
                position = cost[i] < newCost ? kept : position;
            }
        }
        Arrays.fill(last, kept, count, null);
        count = kept + 1;
        if (count > cost.length) {
            grow();
        }
        for (int i = kept; i > position; i--) {
            move(i - 1, i);
        }
        cost[position] = newCost;
        backlog[position] = newBacklog;
        growsFrom[position] = newGrowsFrom;
        last[position] = newLast;
    }

    /**
     * Lets a tick pass.
     *
     * @param net records that arrive less those that can be processed
     * @param limit most backlog that keeps the objective
     * @param price of the tick
     * @param next the tick that follows
     */
    void pass(double net, double limit, long price, long next) {
        int kept = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double left = Math.max(0, backlog[i] + net);
            long grows = growsFrom[i] <= next ? 0 : growsFrom[i];
            if (left > limit || left >= least) {
                continue;
            }
            move(i, kept);
            backlog[kept] = left;
            cost[kept] += price;
            growsFrom[kept] = grows;
            least = grows == 0 ? left : least;
            kept++;
        }
        Arrays.fill(last, kept, count, null);
        count = kept;
    }

    private void move(int from, int to) {
        if (from != to) {
            cost[to] = cost[from];
            backlog[to] = backlog[from];
            growsFrom[to] = growsFrom[from];
            last[to] = last[from];
        }
    }

    private void grow() {
        int length = 2 * cost.length;
        cost = Arrays.copyOf(cost, length);
        backlog = Arrays.copyOf(backlog, length);
        growsFrom = Arrays.copyOf(growsFrom, length);
        last = Arrays.copyOf(last, length);
    }
}
