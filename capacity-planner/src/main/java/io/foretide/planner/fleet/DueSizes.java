package io.foretide.planner.fleet;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The size that each job is due of a fleet's slots: its minimum, and of the rest what it wants, by priority. Jobs of the priority
 * for which it is not enough share in proportion to what they want; but one that runs on a little more than its share keeps that
 * as long as it fits, as else every change of what an equal wants would rescale all of them.
 */
final class DueSizes {
    /** Up to so many times its share, or one TaskManager more, a job keeps. */
    private static final double KEPT = 1.2;

    private final List<FleetMember> equals;
    private final int[] share;
    private final int[] kept;
    private long left;

    /** Jobs of one priority, their shares, and the slots that they have together. */
    private DueSizes(List<FleetMember> equals, int[] share, long slots) {
        this.equals = equals;
        this.share = share;
        this.kept = SlotShares.sizes(equals, one -> Math.max(one.min(), Math.min(one.running(), one.wanted())));
        this.left = slots - SlotShares.slots(equals, kept);
    }

    /** TaskManagers of each job, in order; {@code ranked} by priority, then name. */
    static int[] of(int maxSlots, List<FleetMember> ranked) {
        int[] min = SlotShares.sizes(ranked, FleetMember::min);
        int[] wanted = SlotShares.sizes(ranked, FleetMember::wanted);
        int[] due = SlotShares.raised(ranked, min, wanted, maxSlots - SlotShares.slots(ranked, min));
        int cut = Arrays.mismatch(due, wanted);
        if (cut < 0) {
            return due;
        }
        int from = SlotShares.beginOfPriority(ranked, cut);
        int to = SlotShares.endOfPriority(ranked, cut);
        List<FleetMember> equals = ranked.subList(from, to);
        int[] share = Arrays.copyOfRange(due, from, to);
        long slots = maxSlots - SlotShares.slots(ranked, due) + SlotShares.slots(equals, share);
        System.arraycopy(new DueSizes(equals, share, slots).settled(), 0, due, from, to - from);
        return due;
    }

    private int[] settled() {
        List<Integer> above = IntStream.range(0, kept.length)
                .filter(i -> kept[i] > share[i])
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> -excess(i)))
                .toList();
        above.stream()
                .filter(i -> kept[i] > Math.max(share[i] + 1, (int) (KEPT * share[i])))
                .forEach(this::cut);
        above.stream().filter(i -> left < 0).forEach(this::cut);
        int[] aim = IntStream.range(0, kept.length)
                .map(i -> Math.max(kept[i], share[i]))
                .toArray();
        return SlotShares.raised(equals, kept, aim, left);
    }

    /** Slots that a job keeps beyond its share. */
    private long excess(int i) {
        return equals.get(i).slots(kept[i] - share[i]);
    }

    private void cut(int i) {
        left += excess(i);
        kept[i] = share[i];
    }
}
