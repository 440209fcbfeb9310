package io.foretide.planner.learned;

import io.foretide.planner.settings.PlannerSettings;
import io.foretide.telemetry.JobMetrics;
import io.foretide.telemetry.JobSnapshot;
import io.foretide.telemetry.JobStatus;
import io.foretide.telemetry.MetricsGap;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Update of the estimates by one snapshot of a job. */
public final class Learning {
    /** Sources that wait for downstream less than half of the time are not blocked. */
    private static final double MAX_FLOWING_BACKPRESSURE = 0.5;

    private Learning() {}

    /** The state after a snapshot. */
    public static PlannerState from(PlannerState state, JobSnapshot snapshot, PlannerSettings settings, Instant now) {
        Learned before = state.learned();
        RescaleHistory history = Trials.after(state, snapshot, settings, now);
        TrueProcessingRate rate = before.rate();
        RatesBySize bySize = before.ratesBySize();
        RecentDemand demand = before.demand();
        RiskMargin margin = before.margin();
        GroupNeeds needs = before.groupNeeds();
        ErrorBudget budget = before.budget();
        if (snapshot.metrics().isPresent()) {
            JobMetrics metrics = snapshot.metrics().get();
            // a scale up that brings nothing must not teach that slots carry less
            if (history.onTrial().filter(Rescaled::isUp).isEmpty()) {
                rate = rate.observe(metrics, snapshot.capacity().parallelism(), settings);
            }
            bySize = bySize(bySize, metrics, snapshot.capacity().parallelism(), settings, now);
            demand = demand.observe(metrics.demandRecordsPerSecond(), settings, now);
            boolean violated =
                    settings.lagSeconds(metrics) > settings.objective().sloLagSeconds();
            budget = budget.observe(violated, settings.timing().tick(), now);
            margin = violated
                    ? margin.missed(budget.used(settings.objective().sloShare(), now), settings)
                    : margin.kept(settings);
            if (metrics.busyRatio() >= settings.rateLearning().minBusyRatio()) {
                needs = needs.observe(
                        metrics.groupNeeds(),
                        settings.tuning().learning().needs(),
                        settings.timing().tick());
            }
        }
        LearnedDuration leadTime = before.leadTime();
        StartTimes starts = before.starts();
        LearnedDuration restartTime = before.restartTime();
        Optional<Rescaled> pending = state.history().pending();
        if (pending.isPresent() && isComplete(pending.get(), snapshot, settings)) {
            if (pending.get().isUp()) {
                Instant ranAt = snapshot.health().ranAt().orElse(now);
                Duration lead = Duration.between(pending.get().at(), ranAt);
                leadTime = leadTime.observe(lead);
                starts = starts.observe(lead, snapshot.health().room());
            }
            Optional<Duration> restart = snapshot.health().lastRestart();
            if (restart.isPresent()) {
                restartTime = restartTime.observe(restart.get());
            }
        }
        Learned learned = new Learned(
                rate,
                leadTime,
                restartTime,
                demand,
                before.typicalDay(),
                margin,
                blockedSince(before, snapshot, now),
                bySize,
                needs,
                starts,
                budget);
        return new PlannerState(state.taskManagers(), learned, history);
    }

    private static RatesBySize bySize(
            RatesBySize before, JobMetrics metrics, int parallelism, PlannerSettings settings, Instant now) {
        return RateSample.of(metrics, parallelism, settings)
                .map(sample -> before.observe(sample, parallelism, settings, now))
                .orElse(before);
    }

    /** A fetch between two stalls tells what has arrived, and ends no stall: the sources wait for downstream all the same. */
    private static Optional<Instant> blockedSince(Learned before, JobSnapshot snapshot, Instant now) {
        if (snapshot.gap().filter(MetricsGap.Blocked.class::isInstance).isPresent()) {
            return Optional.of(before.blockedSince().orElse(now));
        }
        boolean flows = snapshot.metrics()
                .filter(metrics -> metrics.backpressuredRatio() < MAX_FLOWING_BACKPRESSURE)
                .isPresent();
        return flows || snapshot.status() != JobStatus.RUNNING ? Optional.empty() : before.blockedSince();
    }

    /** Whether the job runs on what was asked for. */
    static boolean isComplete(Rescaled rescaled, JobSnapshot snapshot, PlannerSettings settings) {
        return snapshot.status() == JobStatus.RUNNING
                && snapshot.capacity().parallelism() == settings.sizes().subtasksOn(rescaled.toTaskManagers());
    }
}
