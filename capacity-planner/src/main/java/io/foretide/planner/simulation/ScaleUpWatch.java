package io.foretide.planner.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Follows every scale-up until it is ready and needed: see {@link ScaleUps}. Not thread-safe. */
final class ScaleUpWatch {
    private static final double FLOOR_QUANTILE = 0.9;
    private static final long NEVER = -1;

    private final SimulationSettings settings;
    private final List<Open> open = new ArrayList<>();
    private final List<Double> minutesAhead = new ArrayList<>();
    private final List<Integer> sizesOfLate = new ArrayList<>();
    private int target = -1;
    private double targetCapacity;
    private long aboveSince = NEVER;
    private boolean late;
    private boolean lateInMinute;
    private long lateViolations;
    /** Violations since the load exceeds what was asked for: those of the scale-up that comes for it, if one does. */
    private long unanswered;

    ScaleUpWatch(SimulationSettings settings) {
        this.settings = settings;
    }

    /** A scale-up that is not both ready and needed yet. */
    private static final class Open {
        final int before;
        final int size;
        final double capacityBefore;
        long needed;
        long ready = NEVER;
        double most;

        Open(int before, int size, double capacityBefore, long needed) {
            this.before = before;
            this.size = size;
            this.capacityBefore = capacityBefore;
            this.needed = needed;
        }
    }

    /** A tick, whose {@code requested} and {@code running} are TaskManagers. */
    void tick(SimulatedTick tick, int requested, int running) {
        if (requested != target) {
            if (target >= 0 && requested > target) {
                open.add(new Open(target, requested, targetCapacity, aboveSince));
                lateViolations += unanswered;
                unanswered = 0;
            }
            target = requested;
            targetCapacity = settings.capacity(requested);
            aboveSince = NEVER;
        }
        double demand = tick.demandRecordsPerSecond();
        if (demand > targetCapacity) {
            aboveSince = aboveSince == NEVER ? tick.number() : aboveSince;
        } else {
            aboveSince = NEVER;
            unanswered = 0;
        }
        late &= tick.lagSeconds() > 0;
        for (int i = open.size() - 1; i >= 0; i--) {
            if (isOver(open.get(i), tick, running)) {
                open.remove(i);
            }
        }
        lateInMinute |= late;
    }

    /** A minute of ticks is over. */
    void minute(boolean violated) {
        if (violated && lateInMinute) {
            lateViolations++;
        } else if (violated && aboveSince != NEVER) {
            unanswered++;
        }
        lateInMinute = late;
    }

    private boolean isOver(Open one, SimulatedTick tick, int running) {
        double demand = tick.demandRecordsPerSecond();
        if (one.needed == NEVER && demand > one.capacityBefore) {
            one.needed = tick.number();
        }
        if (one.ready == NEVER && ((tick.processing() && running >= one.size) || target < one.size)) {
            one.ready = tick.number();
        }
        if (one.needed == NEVER) {
            return target <= one.before;
        }
        one.most = Math.max(one.most, demand);
        late |= one.ready == NEVER;
        if (one.ready == NEVER) {
            return false;
        }
        minutesAhead.add((one.needed - one.ready) * settings.tickSeconds() / 60);
        if (one.needed < one.ready) {
            sizesOfLate.add(settings.taskManagersFor(one.most));
        }
        return true;
    }

    /**
     * What became of them.
     *
     * @param ticksAtSize ticks by TaskManagers asked for
     */
    ScaleUps result(long[] ticksAtSize) {
        Collections.sort(minutesAhead);
        Collections.sort(sizesOfLate);
        int count = minutesAhead.size();
        int lates = sizesOfLate.size();
        int floor = lates == 0 ? 0 : sizesOfLate.get((int) Math.ceil(FLOOR_QUANTILE * lates) - 1);
        double taskManagerTicks = 0;
        for (int size = 0; size < ticksAtSize.length; size++) {
            taskManagerTicks += (double) Math.max(size, floor) * ticksAtSize[size];
        }
        return new ScaleUps(
                count,
                count - lates,
                count == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((minutesAhead.get((count - 1) / 2) + minutesAhead.get(count / 2)) / 2),
                lateViolations,
                lates == 0 ? OptionalInt.empty() : OptionalInt.of(floor),
                taskManagerTicks * settings.slotsPerTaskManager() * settings.tickSeconds() / 3600);
    }
}
