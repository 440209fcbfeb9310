package io.foretide.planner.simulation;

import io.foretide.planner.simulation.Labels.Change;

/**
 * Ways to be at one size that no other beats in cost, backlog and freedom to grow at once. Those that may grow at once form
 * a staircase; those that may not yet, as they have just shrunk, are few and kept apart. Every operation is a walk along
 * sorted lists. Not thread-safe.
 */
final class Frontier {
    /** May grow at once: ascending by cost, descending by backlog. */
    Labels free = new Labels();
    /** May not grow yet: ascending by cost; none costs and waits as much as one of the free. */
    Labels bound = new Labels();

    private Labels spare = new Labels();

    boolean isEmpty() {
        return free.count == 0 && bound.count == 0;
    }

    /** Ways that are kept. */
    int size() {
        return free.count + bound.count;
    }

    /** Keeps one of those that cost about the same. */
    void thin(long base, long grain) {
        free.thin(base, grain);
        bound.thin(base, grain);
    }

    double leastBacklog() {
        double least = free.count == 0 ? Double.POSITIVE_INFINITY : free.backlog[free.count - 1];
        return bound.count == 0 ? least : Math.min(least, bound.leastBacklog());
    }

    /** Takes in labels that may grow at once, ascending by cost. */
    void addFree(Labels landed) {
        if (landed.count > 0) {
            spare.becomeStaircase(free, landed, 0, Double.POSITIVE_INFINITY);
            Labels old = free;
            free = spare;
            spare = old;
        }
    }

    /** Takes in labels that may not grow yet and have to wait longer for it than those that are here. */
    void addBound(Labels landed) {
        if (landed.count == 0) {
            return;
        }
        spare.clear();
        double least = Double.POSITIVE_INFINITY;
        int f = 0;
        int i = 0;
        int k = 0;
        while (i < bound.count || k < landed.count) {
            boolean second = i == bound.count || (k < landed.count && landed.cost[k] < bound.cost[i]);
            Labels from = second ? landed : bound;
            int at = second ? k++ : i++;
            while (f < free.count && free.cost[f] <= from.cost[at]) {
                f++;
            }
            double leastFree = f == 0 ? Double.POSITIVE_INFINITY : free.backlog[f - 1];
            if (from.backlog[at] < leastFree && (!second || from.backlog[at] < least)) {
                spare.append(from.cost[at], from.backlog[at], from.growsFrom[at], from.last[at]);
                least = Math.min(least, from.backlog[at]);
            }
        }
        Labels old = bound;
        bound = spare;
        spare = old;
    }

    /**
     * Lets the labels of a move that nobody here or landing beside them beats land later.
     *
     * @param movers a staircase
     * @param move what happens to them
     * @param beside others that land then and may grow at once
     * @param landed gets those that are left
     */
    void filter(Labels movers, Move move, Labels beside, Labels landed) {
        double leastBound = Double.POSITIVE_INFINITY;
        int f = 0;
        int r = 0;
        int b = 0;
        for (int k = 0; k < movers.count; k++) {
            long cost = movers.cost[k] + move.price();
            long stayed = cost - move.stay();
            double backlog = movers.backlog[k];
            while (f < free.count && free.cost[f] <= stayed) {
                f++;
            }
            if (f > 0 && free.backlog[f - 1] == 0) {
                return; // no dearer one can do better
            }
            for (; r < bound.count && bound.cost[r] <= stayed; r++) {
                if (bound.growsFrom[r] <= move.freedom()) {
                    leastBound = Math.min(leastBound, bound.backlog[r]);
                }
            }
            while (b < beside.count && beside.cost[b] <= cost) {
                b++;
            }
            boolean beaten = (f > 0 && free.backlog[f - 1] <= backlog)
                    || leastBound <= backlog
                    || (b > 0 && beside.backlog[b - 1] <= backlog + move.waiting());
            if (!beaten) {
                Change change = new Change(move.requestTick(), move.size(), movers.last[k]);
                landed.append(cost, backlog + move.waiting(), move.growsFrom(), change);
            }
        }
    }

    /**
     * A move to this size.
     *
     * @param size TaskManagers
     * @param requestTick the tick in which the plan asks for it
     * @param price of the ticks until it lands
     * @param stay price of being here instead until then
     * @param waiting records that arrive until then
     * @param growsFrom the tick from which it may grow again
     * @param freedom who stays and may grow from then on is as free
     */
    record Move(int size, long requestTick, long price, long stay, double waiting, long growsFrom, long freedom) {}

    /**
     * Lets a tick pass.
     *
     * @param net records that arrive less those that can be processed
     * @param limit most backlog that keeps the objective
     * @param price of the tick
     * @param next the tick that follows
     */
    void pass(double net, double limit, long price, long next) {
        passFree(net, limit, price);
        if (bound.count > 0) {
            passBound(net, limit, price, next);
        }
    }

    private void passFree(double net, double limit, long price) {
        int kept = 0;
        Labels all = free;
        for (int i = 0; i < all.count; i++) {
            double left = Math.max(0, all.backlog[i] + net);
            if (left > limit) {
                continue;
            }
            all.cost[kept] = all.cost[i] + price;
            all.backlog[kept] = left;
            all.last[kept] = all.last[i];
            kept++;
            if (left == 0) {
                break;
            }
        }
        all.count = kept;
    }

    private void passBound(double net, double limit, long price, long next) {
        Labels freed = new Labels();
        Labels all = bound;
        int kept = 0;
        int f = 0;
        for (int i = 0; i < all.count; i++) {
            double left = Math.max(0, all.backlog[i] + net);
            long cost = all.cost[i] + price;
            while (f < free.count && free.cost[f] <= cost) {
                f++;
            }
            if (left > limit || (f > 0 && free.backlog[f - 1] <= left)) {
                continue;
            }
            if (all.growsFrom[i] <= next) {
                freed.append(cost, left, 0, all.last[i]);
                continue;
            }
            all.cost[kept] = cost;
            all.backlog[kept] = left;
            all.growsFrom[kept] = all.growsFrom[i];
            all.last[kept] = all.last[i];
            kept++;
        }
        all.count = kept;
        addFree(freed);
    }
}
