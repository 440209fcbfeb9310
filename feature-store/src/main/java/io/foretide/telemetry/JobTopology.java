package io.foretide.telemetry;

import io.foretide.text.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Shape of a job, as far as its sizes depend on it: the one place that knows which parallelism takes how many slots. At
 * parallelism p every slot sharing group takes the slots of its share of p, within its bounds.
 *
 * <pre>
 * slots(p) = sum over the groups of max(fewest, min(most, ceil(share * p)))
 * </pre>
 *
 * @param groups of vertices that run, at least one
 * @param isApart whether the groups can be given different shares
 */
public record JobTopology(List<SlotGroup> groups, boolean isApart) {
    /** All vertices share their slots, and nothing is known to limit them. */
    public static final JobTopology PLAIN = new JobTopology(1, Integer.MAX_VALUE);

    public JobTopology {
        groups = List.copyOf(groups);
        Check.that(!groups.isEmpty(), "groups", groups, "at least one");
    }

    /**
     * A shape whose groups are alike.
     *
     * @param slotSharingGroups groups of vertices that run, at least 1
     * @param maxParallelism the largest max parallelism of any vertex: beyond it no vertex gets another subtask
     */
    public JobTopology(int slotSharingGroups, int maxParallelism) {
        this(
                IntStream.range(0, slotSharingGroups)
                        .mapToObj(i -> new SlotGroup(String.valueOf(i), 1, 0, maxParallelism))
                        .toList(),
                false);
    }

    /** The same shape with these shares, by id of the group; a group that is not among them has the whole. */
    public JobTopology with(Map<String, Double> shares) {
        return new JobTopology(
                groups.stream()
                        .map(group -> group.with(group.isScaled() ? shares.getOrDefault(group.id(), 1.0) : 1))
                        .toList(),
                isApart);
    }

    /** The same shape with the shares that another one has; what is in one of them alone keeps its own. */
    public JobTopology withSharesOf(JobTopology other) {
        if (!other.isApart()) {
            return this;
        }
        Map<String, Double> shares = new HashMap<>();
        groups.forEach(group -> shares.put(group.id(), group.share()));
        other.groups().forEach(group -> shares.computeIfPresent(group.id(), (id, share) -> group.share()));
        return with(shares);
    }

    /** The largest max parallelism of any vertex. */
    public int maxParallelism() {
        int largest = 0;
        for (int i = 0;
                i < groups.size();
                i++) { // asked for each need of each plan, where an iterator takes longer than the rest
            largest = Math.max(largest, groups.get(i).most());
        }
        return largest;
    }

    /** The parallelism at which the job runs on so many slots. */
    public int parallelismOn(int slots) {
        return largest(Math.min(maxParallelism(), Math.max(0, slots)), parallelism -> slotsAt(parallelism) <= slots);
    }

    /** Subtasks of the largest vertex where the job runs on so many slots. */
    public int subtasksOn(int slots) {
        int parallelism = parallelismOn(slots);
        return groups.stream()
                .mapToInt(group -> group.subtasksAt(parallelism))
                .max()
                .orElseThrow();
    }

    /** Slots that the job takes at a parallelism. */
    public long slotsAt(int parallelism) {
        long slots = 0;
        for (SlotGroup group : groups) { // asked for many parallelisms of each plan
            slots += group.subtasksAt(parallelism);
        }
        return slots;
    }

    /** Slots without which the job cannot have a parallelism, which need not be whole, nor within the max parallelism. */
    public double slotsFor(double parallelism) {
        int largest = maxParallelism();
        double slots = 0;
        for (int i = 0; i < groups.size(); i++) {
            SlotGroup group = groups.get(i);
            double most = group.most() < largest ? group.most() : Double.POSITIVE_INFINITY;
            slots += Math.min(most, group.slotsFor(parallelism));
        }
        return slots;
    }

    /** The parallelism that so many slots are worth: not whole where all groups take equally many, whatever the max parallelism. */
    public double worthOf(int slots) {
        double one = slotsFor(1);
        if (isEven()) {
            return slots / one;
        }
        int whole = largest(slots, parallelism -> slotsFor(parallelism) <= slots);
        return whole > 0 ? whole : slots / one;
    }

    /** The largest parallelism up to {@code most} that fits, as all smaller ones do; 0 if none does. */
    private static int largest(int most, IntPredicate fits) {
        int least = 0;
        int last = most;
        while (least < last) {
            int middle = least + (last - least + 1) / 2;
            if (fits.test(middle)) {
                least = middle;
            } else {
                last = middle - 1;
            }
        }
        return least;
    }

    /** Whether all groups take equally many slots, one for each subtask, at any parallelism. */
    public boolean isEven() {
        int largest = maxParallelism();
        for (SlotGroup group : groups) { // asked for each step of each plan
            if (group.share() != 1 || group.fewest() > 1 || group.most() != largest) {
                return false;
            }
        }
        return true;
    }

    /** Slots beyond which nothing grows. */
    public long usableSlots() {
        return groups.stream().mapToLong(SlotGroup::most).sum();
    }
}
