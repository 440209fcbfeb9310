package io.foretide.scaler.app.fleet;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.FleetCause;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.fleet.FleetMember;
import io.foretide.planner.fleet.FleetPlan;
import io.foretide.planner.fleet.FleetSettings;
import io.foretide.planner.fleet.Wish;
import io.foretide.planner.settings.Sizes;
import io.foretide.scaler.app.config.ForetideConfig;
import io.foretide.scaler.control.TargetSnapshot;
import io.foretide.scaler.control.TickReport;
import io.foretide.scaler.control.replicas.SharedPlan;
import io.foretide.telemetry.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells each job of a fleet what it may do, by a plan over what all of them did last. What was told to a job whose tick is under
 * way counts as taken until the tick has said what became of it, so that no two plans give the same slots away. Thread-safe.
 */
final class FleetPlanner {
    /** Until the plan has a job, it keeps its size. */
    private static final Allowance KEEPS = new Allowance(Optional.empty(), Optional.of(new FleetCause.Unplanned()));

    /** Whoever has not told of itself by then is not waited for. */
    private static final Duration NEW = Duration.ofMinutes(5);

    private final Optional<SharedPlan> shared;
    private final Instant begun = Instant.now();
    private final Map<JobId, Allowance> told = new ConcurrentHashMap<>();
    private volatile Set<JobId> planned = Set.of();
    private volatile Map<JobId, Integer> keeps = Map.of();
    private volatile FleetSettings settings;
    private volatile FleetPlan plan = FleetPlan.of(FleetSettings.NONE, List.of());

    /** @param shared with other replicas, if there are any */
    FleetPlanner(FleetSettings settings, Optional<SharedPlan> shared) {
        this.settings = settings;
        this.shared = shared;
    }

    /** What holds from the next plan on. */
    void follow(FleetSettings changed) {
        settings = changed;
    }

    /** What a job may do in the tick that it begins now; waits for a plan that is being made. */
    synchronized Optional<Allowance> allowance(JobId job) {
        if (settings.equals(FleetSettings.NONE)) {
            return Optional.empty();
        }
        Allowance mine =
                plan.allowance(job).filter(any -> planned.contains(job)).orElse(KEEPS);
        Allowance allowance = keeps.containsKey(job) ? mine.notBelow(keeps.get(job)) : mine;
        told.put(job, allowance);
        return Optional.of(allowance);
    }

    /** A job's tick has ended. */
    void ended(JobId job) {
        told.remove(job);
    }

    /**
     * Plans anew. While somebody is not seen yet, nobody yields: what is wanted of all is not known.
     *
     * @param jobs that this process serves
     * @param all how many the fleet has
     * @throws io.foretide.store.StoreException if other replicas' jobs cannot be known; then the last plan goes on to hold
     */
    synchronized void plan(Collection<ServedJob> jobs, int all, Instant now) {
        List<FleetMember> members =
                jobs.stream().flatMap(job -> member(job, now).stream()).toList();
        boolean isNewAmongOthers = false;
        if (shared.isPresent()) {
            SharedPlan.Made made = shared.get().make(settings, members);
            plan = made.plan();
            isNewAmongOthers = made.members() < all && now.isBefore(begun.plus(NEW));
        } else {
            plan = FleetPlan.of(settings, members);
        }
        planned = members.stream().map(FleetMember::job).collect(Collectors.toUnmodifiableSet());
        keeps = isNewAmongOthers || jobs.stream().anyMatch(job -> job.isNew(now))
                ? jobs.stream()
                        .flatMap(job -> job.newest().stream())
                        .collect(Collectors.toMap(
                                tick -> tick.snapshot().job(),
                                tick -> tick.state().taskManagers(),
                                (one, other) -> one))
                : Map.of();
    }

    private Optional<FleetMember> member(ServedJob job, Instant now) {
        return job.newest().map(tick -> member(job, tick, now));
    }

    private FleetMember member(ServedJob job, TickReport tick, Instant now) {
        ForetideConfig config = job.config();
        Overrides asked = tick.target().map(TargetSnapshot::overrides).orElse(Overrides.NONE);
        Sizes sizes = asked.within(config.planner().sizes().at(now));
        Optional<Allowance> underWay = Optional.ofNullable(told.get(config.job()));
        int there =
                Math.max(tick.state().taskManagers(), tick.snapshot().capacity().taskManagers());
        int taken = underWay.flatMap(Allowance::limit)
                .map(limit -> Math.min(limit.taskManagers(), sizes.maxTaskManagers()))
                .orElse(there);
        boolean begins =
                underWay.filter(allowance -> allowance.notYet().isEmpty()).isPresent();
        FleetMember member = new FleetMember(
                config.job(),
                config.priority(),
                sizes,
                new FleetMember.Usage(Math.max(there, taken), Wish.of(tick.decision()), job.isRescaling() || begins));
        return tick.snapshot().metrics().isPresent() && tick.held().isEmpty() ? member : member.yieldingNothing();
    }
}
