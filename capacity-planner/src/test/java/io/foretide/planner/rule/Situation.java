package io.foretide.planner.rule;

import io.foretide.planner.decision.Allowance;
import io.foretide.planner.decision.Basis;
import io.foretide.planner.decision.Overrides;
import io.foretide.planner.decision.PlanContext;
import io.foretide.planner.decision.Staying;
import io.foretide.planner.learned.GroupNeeds;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.learned.PlannerState;
import io.foretide.planner.learned.Quarantine;
import io.foretide.planner.learned.RatesBySize;
import io.foretide.planner.learned.RecentDemand;
import io.foretide.planner.learned.RescaleHistory;
import io.foretide.planner.learned.RescaleHistory.Proposed;
import io.foretide.planner.learned.Rescaled;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.RuleSettings;
import io.foretide.planner.settings.Sizes;
import io.foretide.planner.settings.Strategy;
import io.foretide.telemetry.CappedVertex;
import io.foretide.telemetry.HotSubtask;
import io.foretide.telemetry.JobHealth;
import io.foretide.telemetry.JobTopology;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The situation in which a rule is asked. A TaskManager has two slots and counts for 100 records/s; unless a row says
 * otherwise the job is well, idle and has a fresh forecast, and nothing was ever rescaled.
 */
record Situation(
        int taskManagers,
        RescaleHistory history,
        JobHealth health,
        Basis basis,
        PlannerSettings settings,
        Overrides overrides,
        GroupNeeds needs,
        RecentDemand demand,
        RatesBySize rates,
        Optional<Allowance> allowance) {
    static final Instant NOW = Instant.parse("2001-06-13T06:30:00Z");

    static final Basis IDLE = new Basis(0, 0, 0, Optional.of(0.0), 0, 50, 100, Duration.ofSeconds(80));

    static Situation at(int taskManagers) {
        return new Situation(
                taskManagers,
                RescaleHistory.none(),
                JobHealth.UNKNOWN,
                IDLE,
                PlannerSettings.defaults(2, 1, 100),
                Overrides.NONE,
                GroupNeeds.UNKNOWN,
                RecentDemand.none(),
                RatesBySize.UNKNOWN,
                Optional.empty());
    }

    static Instant minutesAgo(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    /** After complete rescales, oldest first. */
    Situation after(Rescaled... rescales) {
        return with(new RescaleHistory(
                List.of(rescales), Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty()));
    }

    Situation quarantined(Quarantine... quarantines) {
        return with(new RescaleHistory(
                List.of(), Optional.empty(), Optional.empty(), List.of(quarantines), List.of(), Optional.empty()));
    }

    Situation proposed(int taskManagers) {
        return with(history.proposed(new Proposed(minutesAgo(10), taskManagers), Duration.ofMinutes(30)));
    }

    Situation with(RescaleHistory changed) {
        return new Situation(
                taskManagers, changed, health, basis, settings, overrides, needs, demand, rates, allowance);
    }

    Situation with(JobHealth changed) {
        return new Situation(
                taskManagers, history, changed, basis, settings, overrides, needs, demand, rates, allowance);
    }

    Situation with(Allowance changed) {
        return new Situation(
                taskManagers, history, health, basis, settings, overrides, needs, demand, rates, Optional.of(changed));
    }

    Situation with(Overrides changed) {
        return new Situation(taskManagers, history, health, basis, settings, changed, needs, demand, rates, allowance);
    }

    /** The present demand and what is needed, records/s. */
    Situation load(double demand, double need) {
        return with(new Basis(demand, 0, 0, Optional.of(need), need, 50, 100, IDLE.leadTime()));
    }

    /** What arrives and is expected, records/s, and how late the job is. */
    Situation figures(double demand, double forecastPeak, double lagSeconds) {
        return with(new Basis(demand, 0, lagSeconds, Optional.of(forecastPeak), demand, 50, 100, IDLE.leadTime()));
    }

    Situation lagSeconds(double seconds) {
        return with(new Basis(0, 0, seconds, IDLE.forecastPeak(), 0, 50, 100, IDLE.leadTime()));
    }

    /** A larger size, which is too late in so many futures if that waits. */
    Situation staying(int late, double lagSeconds) {
        Basis figures = new Basis(900, 0, lagSeconds, Optional.of(900.0), 900, 50, 100, IDLE.leadTime());
        return with(figures.with(new Staying(taskManagers, 168, late, 48)));
    }

    /** Figures of an overloaded job whose bottleneck is so busy. */
    Situation waiting(double lagSeconds, double busyRatio, Optional<HotSubtask> hot) {
        return with(new Basis(
                0,
                0,
                lagSeconds,
                IDLE.forecastPeak(),
                0,
                50,
                100,
                IDLE.leadTime(),
                Optional.of(busyRatio),
                hot,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    /** Figures of a job with a vertex that works all the time at its max parallelism. */
    Situation capped(CappedVertex vertex) {
        return with(new Basis(
                0,
                0,
                0,
                IDLE.forecastPeak(),
                0,
                50,
                100,
                IDLE.leadTime(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(vertex),
                Optional.empty(),
                Optional.empty()));
    }

    /** Slot sharing groups that need such shares of what the largest does. */
    Situation needing(Map<String, Double> shares) {
        return new Situation(
                taskManagers,
                history,
                health,
                basis,
                settings,
                overrides,
                new GroupNeeds(shares),
                demand,
                rates,
                allowance);
    }

    /** A newest measurement of what arrives, records/s. */
    Situation measured(double recordsPerSecond) {
        RecentDemand measured = new RecentDemand(List.of(recordsPerSecond), Optional.of(NOW));
        return new Situation(
                taskManagers, history, health, basis, settings, overrides, needs, measured, rates, allowance);
    }

    /** What a slot processed at the sizes of late. */
    Situation with(RatesBySize changed) {
        return new Situation(
                taskManagers, history, health, basis, settings, overrides, needs, demand, changed, allowance);
    }

    Situation on(JobTopology topology) {
        return with(settings.withSizes(settings.sizes().with(topology)));
    }

    Situation withoutForecast() {
        return with(new Basis(0, 0, 0, Optional.empty(), 0, 50, 100, IDLE.leadTime()));
    }

    Situation sizes(int min, int max, OptionalInt maxParallelism) {
        return with(settings.withSizes(new Sizes(2, min, max, maxParallelism)));
    }

    Situation with(Strategy strategy) {
        return with(settings.withStrategy(strategy));
    }

    Situation with(RuleSettings rules) {
        return with(settings.withRules(rules));
    }

    private Situation with(Basis changed) {
        return new Situation(
                taskManagers, history, health, changed, settings, overrides, needs, demand, rates, allowance);
    }

    private Situation with(PlannerSettings changed) {
        return new Situation(taskManagers, history, health, basis, changed, overrides, needs, demand, rates, allowance);
    }

    PlanContext context() {
        Learned initial = PlannerState.initial(taskManagers, settings).learned();
        Learned learned = new Learned(
                initial.rate(),
                initial.leadTime(),
                initial.restartTime(),
                demand,
                initial.typicalDay(),
                initial.margin(),
                initial.blockedSince(),
                rates,
                needs,
                initial.starts(),
                initial.budget());
        PlannerState state = new PlannerState(taskManagers, learned, history);
        return new PlanContext(state, health, basis, settings, overrides, NOW, allowance);
    }
}
