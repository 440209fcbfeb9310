package io.foretide.planner.fleet;

import io.foretide.planner.decision.Allowance.Limit;
import io.foretide.planner.decision.FleetCause;
import io.foretide.planner.decision.FleetCause.Jobs;
import io.foretide.planner.decision.FleetCause.Occupied;
import io.foretide.planner.decision.FleetCause.Staggered;
import io.foretide.telemetry.JobId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Whose rescale may begin while others are under way. Turns that are left go by priority, then to the job of which the largest part
 * of what it wants is missing, then by name. A scale down whose slots others wait for has the highest priority of those; one that
 * nobody waits for comes after all scale ups. What then is left goes to those that want no rescale now: they may soon.
 */
final class Stagger {
    private static final int PRIORITIES = FleetMember.MAX_PRIORITY + 1;

    private final List<FleetMember> ranked;
    private final int[] next;
    private final OptionalInt waiting;

    private Stagger(List<FleetMember> ranked, List<Optional<Limit>> limits) {
        this.ranked = ranked;
        this.next = IntStream.range(0, ranked.size())
                .map(i -> Math.min(
                        ranked.get(i).wanted(),
                        limits.get(i).map(Limit::taskManagers).orElse(Integer.MAX_VALUE)))
                .toArray();
        this.waiting = IntStream.range(0, ranked.size())
                .filter(i -> limits.get(i)
                        .filter(limit -> limit.why() instanceof Occupied)
                        .isPresent())
                .map(i -> ranked.get(i).priority())
                .findFirst();
    }

    /** Why a job may not begin, of each in order; empty where it may. {@code ranked} by priority, then name. */
    static List<Optional<FleetCause>> waits(
            int rescalesAtOnce, List<FleetMember> ranked, List<Optional<Limit>> limits) {
        return new Stagger(ranked, limits).waits(rescalesAtOnce);
    }

    private List<Optional<FleetCause>> waits(int rescalesAtOnce) {
        boolean[] mayBegin = new boolean[ranked.size()];
        List<JobId> first = new ArrayList<>();
        for (int i = 0; i < mayBegin.length; i++) {
            if (ranked.get(i).usage().rescaling()) {
                mayBegin[i] = true;
                first.add(ranked.get(i).job());
            }
        }
        inOrder().limit(Math.max(0, rescalesAtOnce - first.size())).forEach(i -> {
            mayBegin[i] = true;
            first.add(ranked.get(i).job());
        });
        Optional<FleetCause> staggered = Optional.of(new Staggered(rescalesAtOnce, Jobs.of(first)));
        return IntStream.range(0, mayBegin.length)
                .mapToObj(i -> mayBegin[i] ? Optional.<FleetCause>empty() : staggered)
                .toList();
    }

    /** Those that are not rescaled, by whose turn it is. */
    private IntStream inOrder() {
        return IntStream.range(0, next.length)
                .filter(i -> !ranked.get(i).usage().rescaling())
                .mapToObj(i -> new Turn(i, urgency(i), missingShare(i)))
                .sorted(Turn.ORDER)
                .mapToInt(Turn::index);
    }

    /** A job, by its index, that waits for its turn. */
    private record Turn(int index, int urgency, double missingShare) {
        static final Comparator<Turn> ORDER = Comparator.comparingInt(Turn::urgency)
                .thenComparingDouble(Turn::missingShare)
                .reversed()
                .thenComparingInt(Turn::index);
    }

    private int urgency(int i) {
        FleetMember member = ranked.get(i);
        int priority = member.priority();
        if (next[i] == member.running()) {
            return priority - 2 * PRIORITIES;
        }
        if (next[i] > member.running()) {
            return priority;
        }
        return next[i] < member.wanted()
                ? Math.max(priority, waiting.orElse(priority))
                : waiting.orElse(priority - PRIORITIES);
    }

    /** Of what is wanted; negative where less is. */
    private double missingShare(int i) {
        return 1 - (double) ranked.get(i).running() / ranked.get(i).wanted();
    }
}
