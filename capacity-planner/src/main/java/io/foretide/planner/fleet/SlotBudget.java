package io.foretide.planner.fleet;

import io.foretide.planner.decision.Allowance.Limit;
import io.foretide.planner.decision.FleetCause;
import io.foretide.planner.decision.FleetCause.Full;
import io.foretide.planner.decision.FleetCause.HigherPriority;
import io.foretide.planner.decision.FleetCause.Jobs;
import io.foretide.planner.decision.FleetCause.Minimum;
import io.foretide.planner.decision.FleetCause.Occupied;
import io.foretide.planner.decision.FleetCause.SamePriority;
import io.foretide.telemetry.JobId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The most TaskManagers of each job now. Jobs grow into slots that are free already, by priority:
 *
 * <pre>
 * held    = max(running, minimum)
 * reached = held, raised towards what is due by the slots that nobody holds
 * limit   = due       where that is less than held and than wanted: the job has to yield
 *         = reached   else
 * </pre>
 *
 * Where everybody reaches what is wanted, what is still free goes to all by priority, up to what each may have: nobody's next
 * wish has to wait for the next plan while there is room for it.
 */
final class SlotBudget {
    private final int maxSlots;
    private final List<FleetMember> ranked;
    private final int[] due;
    private final int[] reached;
    private final long minSlots;
    private final Claims claims;
    private final Claims growing;
    private final Jobs yielding;

    /** {@code ranked} by priority, then name. */
    private SlotBudget(int maxSlots, List<FleetMember> ranked) {
        this.maxSlots = maxSlots;
        this.ranked = ranked;
        this.due = DueSizes.of(maxSlots, ranked);
        int[] held = SlotShares.sizes(ranked, one -> Math.max(one.running(), one.min()));
        int[] aim = IntStream.range(0, held.length)
                .map(i -> Math.max(held[i], due[i]))
                .toArray();
        int[] now = SlotShares.raised(ranked, held, aim, maxSlots - SlotShares.slots(ranked, held));
        boolean enough = IntStream.range(0, now.length)
                .allMatch(i -> now[i] >= ranked.get(i).wanted());
        this.reached = enough ? withRoom(now) : now;
        this.minSlots = SlotShares.slots(ranked, SlotShares.sizes(ranked, FleetMember::min));
        this.claims = new Claims(ranked, one -> one.wanted() > one.min());
        this.growing = new Claims(ranked, one -> one.wanted() > Math.max(one.min(), one.running()));
        this.yielding = Jobs.of(yielding());
    }

    /** The limit of each job, in order. */
    static List<Limit> limits(int maxSlots, List<FleetMember> ranked) {
        SlotBudget budget = new SlotBudget(maxSlots, ranked);
        return IntStream.range(0, ranked.size()).mapToObj(budget::limit).toList();
    }

    private int[] withRoom(int[] now) {
        int[] most = IntStream.range(0, now.length)
                .map(i -> Math.max(now[i], ranked.get(i).sizes().maxTaskManagers()))
                .toArray();
        return SlotShares.raised(ranked, now, most, maxSlots - SlotShares.slots(ranked, now));
    }

    /** Those whose slots others wait for, most slots first. */
    private List<JobId> yielding() {
        return IntStream.range(0, due.length)
                .filter(i -> ranked.get(i).running() > due[i])
                .boxed()
                .sorted(Comparator.comparingLong(
                        i -> -ranked.get(i).slots(ranked.get(i).running() - due[i])))
                .map(i -> ranked.get(i).job())
                .toList();
    }

    private Limit limit(int i) {
        FleetMember member = ranked.get(i);
        if (reached[i] < due[i]) {
            return new Limit(reached[i], new Occupied(maxSlots, yielding));
        }
        if (due[i] >= member.wanted()) {
            return new Limit(reached[i], new Full(maxSlots));
        }
        return new Limit(due[i], whyCut(member));
    }

    private FleetCause whyCut(FleetMember member) {
        int priority = member.priority();
        List<JobId> higher = growing.above(priority).isEmpty() ? claims.above(priority) : growing.above(priority);
        Jobs equals = Jobs.without(claims.of(priority), member.job());
        if (minSlots > maxSlots || (higher.isEmpty() && equals.named().isEmpty())) {
            return new Minimum(maxSlots, minSlots);
        }
        return higher.isEmpty() ? new SamePriority(maxSlots, equals) : new HigherPriority(maxSlots, Jobs.of(higher));
    }
}
