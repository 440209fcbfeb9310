package io.foretide.planner.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Slots for jobs, by priority, in whole TaskManagers. Where not all of one priority can have what they want they share what is
 * left, in proportion to what they want of it, and lower priorities get nothing: what a large TaskManager leaves over would come
 * and go with every change of the others.
 */
final class SlotShares {
    private final List<FleetMember> ranked;
    private final int[] wanted;
    private final int[] sizes;
    private long left;

    private SlotShares(List<FleetMember> ranked, int[] base, int[] wanted, long slots) {
        this.ranked = ranked;
        this.wanted = wanted;
        this.sizes = base.clone();
        this.left = Math.max(0, slots);
    }

    /**
     * Sizes raised from {@code base} towards {@code wanted}, with so many slots more.
     *
     * @param ranked by priority, then name
     * @param wanted no less than base
     */
    static int[] raised(List<FleetMember> ranked, int[] base, int[] wanted, long slots) {
        SlotShares shares = new SlotShares(ranked, base, wanted, slots);
        int from = 0;
        while (from < ranked.size() && shares.raise(from, endOfPriority(ranked, from))) {
            from = endOfPriority(ranked, from);
        }
        return shares.sizes;
    }

    /** What a value of each job comes to. */
    static int[] sizes(List<FleetMember> ranked, ToIntFunction<FleetMember> value) {
        return ranked.stream().mapToInt(value).toArray();
    }

    /** Slots of so many TaskManagers of each job. */
    static long slots(List<FleetMember> ranked, int[] sizes) {
        long slots = 0;
        for (int i = 0; i < sizes.length; i++) {
            slots += ranked.get(i).slots(sizes[i]);
        }
        return slots;
    }

    /** Where the priority of that job begins. */
    static int beginOfPriority(List<FleetMember> ranked, int index) {
        int from = index;
        while (from > 0 && ranked.get(from - 1).priority() == ranked.get(index).priority()) {
            from--;
        }
        return from;
    }

    /** Where the next lower priority begins. */
    static int endOfPriority(List<FleetMember> ranked, int from) {
        int to = from;
        while (to < ranked.size()
                && ranked.get(to).priority() == ranked.get(from).priority()) {
            to++;
        }
        return to;
    }

    /** Whether all of a priority have what they want. */
    private boolean raise(int from, int to) {
        long missing = 0;
        for (int i = from; i < to; i++) {
            missing += missing(i);
        }
        if (missing > left) {
            share(from, to, missing);
            return false;
        }
        for (int i = from; i < to; i++) {
            give(i, wanted[i] - sizes[i]);
        }
        return true;
    }

    /** Largest remainders; then what is too little for those with large TaskManagers goes to those with small ones. */
    private void share(int from, int to, long missing) {
        double part = (double) left / missing;
        List<Rest> rests = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            double exact = part * (wanted[i] - sizes[i]);
            give(i, (int) exact);
            rests.add(new Rest(i, exact - Math.floor(exact)));
        }
        rests.sort(Comparator.comparingDouble(Rest::share).reversed().thenComparingInt(Rest::index));
        rests.forEach(rest -> give(rest.index(), 1));
        rests.forEach(rest -> give(rest.index(), Integer.MAX_VALUE));
    }

    /** The part of a TaskManager that a job, by its index, is due beyond whole ones. */
    private record Rest(int index, double share) {}

    /** As many as are wanted and fit. */
    private void give(int i, int taskManagers) {
        long fit = left / ranked.get(i).slots(1);
        int given = (int) Math.min(Math.min(taskManagers, wanted[i] - sizes[i]), fit);
        sizes[i] += given;
        left -= ranked.get(i).slots(given);
    }

    private long missing(int i) {
        return ranked.get(i).slots(wanted[i] - sizes[i]);
    }
}
