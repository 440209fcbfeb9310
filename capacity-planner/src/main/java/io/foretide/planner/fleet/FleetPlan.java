package io.foretide.planner.fleet;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.Allowance.Limit;
import io.foretide.planner.decision.FleetCause;
import io.foretide.telemetry.JobId;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each job of a fleet may do now. A pure function of its members, in whatever order they are given; immutable, hence
 * thread-safe; n log n.
 *
 * <ul>
 *   <li>Every job gets its minimum, even if all of them together are more than the fleet may use; what is left goes by priority,
 *       highest first, up to what each wants; equals share ({@link DueSizes}).
 *   <li>A job grows into slots that are free already, and waits for those that others have to give back ({@link SlotBudget}).
 *   <li>Rescales begin while fewer are under way than may be ({@link Stagger}).
 * </ul>
 */
public final class FleetPlan {
    private static final Comparator<FleetMember> RANK = Comparator.comparingInt(FleetMember::priority)
            .reversed()
            .thenComparing(member -> member.job().value());

    private final Map<JobId, Allowance> allowances;

    private FleetPlan(Map<JobId, Allowance> allowances) {
        this.allowances = allowances;
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException if a job is in it twice
     */
    public static FleetPlan of(FleetSettings settings, Collection<FleetMember> members) {
        if (settings.equals(FleetSettings.NONE)) {
            return new FleetPlan(Map.of());
        }
        List<FleetMember> ranked = members.stream().sorted(RANK).toList();
        List<Optional<Limit>> limits = settings.maxSlots().isPresent()
                ? SlotBudget.limits(settings.maxSlots().getAsInt(), ranked).stream()
                        .map(Optional::of)
                        .toList()
                : Collections.nCopies(ranked.size(), Optional.empty());
        List<Optional<FleetCause>> waits = settings.rescalesAtOnce().isPresent()
                ? Stagger.waits(settings.rescalesAtOnce().getAsInt(), ranked, limits)
                : Collections.nCopies(ranked.size(), Optional.empty());
        Map<JobId, Allowance> allowances = new HashMap<>();
        for (int i = 0; i < ranked.size(); i++) {
            JobId job = ranked.get(i).job();
            if (allowances.put(job, new Allowance(limits.get(i), waits.get(i))) != null) {
                throw new IllegalArgumentException("job " + job + ": must be in a fleet only once");
            }
        }
        return new FleetPlan(allowances);
    }

    /** What a job may do; empty where nothing bounds it, as no fleet is configured or the job is not in the plan yet. */
    public Optional<Allowance> allowance(JobId job) {
        return Optional.ofNullable(allowances.get(job));
    }
}
