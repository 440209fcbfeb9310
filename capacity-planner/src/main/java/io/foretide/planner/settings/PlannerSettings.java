package io.foretide.planner.settings;

import io.foretide.telemetry.JobMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that decides about scaling one job, beside its data.
 *
 * @param sizes that it may have
 * @param objective what is wanted of it
 * @param strategy how sizes are proposed
 * @param rules that hold for every strategy
 * @param priors beliefs to start from
 * @param timing how often is decided, and by how fresh data
 * @param tuning what is nobody's wish
 */
public record PlannerSettings(
        Sizes sizes,
        Objective objective,
        Strategy strategy,
        RuleSettings rules,
        Priors priors,
        Timing timing,
        Tuning tuning) {
    /** The defaults for TaskManagers of {@code slotsPerTaskManager} slots: {@link Objective#DEFAULT} by receding horizon. */
    public static PlannerSettings defaults(int slotsPerTaskManager, int minTaskManagers, int maxTaskManagers) {
        return new PlannerSettings(
                new Sizes(slotsPerTaskManager, minTaskManagers, maxTaskManagers, OptionalInt.empty()),
                Objective.DEFAULT,
                Strategy.RecedingHorizon.DEFAULT,
                RuleSettings.DEFAULT,
                Priors.DEFAULT,
                Timing.DEFAULT,
                Tuning.DEFAULT);
    }

    /** These settings with other sizes. */
    public PlannerSettings withSizes(Sizes changed) {
        return changed.equals(sizes)
                ? this
                : new PlannerSettings(changed, objective, strategy, rules, priors, timing, tuning);
    }

    /** These settings with another objective. */
    public PlannerSettings withObjective(Objective changed) {
        return new PlannerSettings(sizes, changed, strategy, rules, priors, timing, tuning);
    }

    /** These settings with another strategy. */
    public PlannerSettings withStrategy(Strategy changed) {
        return new PlannerSettings(sizes, objective, changed, rules, priors, timing, tuning);
    }

    /** These settings with other rules. */
    public PlannerSettings withRules(RuleSettings changed) {
        return new PlannerSettings(sizes, objective, strategy, changed, priors, timing, tuning);
    }

    /** These settings with other beliefs to start from. */
    public PlannerSettings withPriors(Priors changed) {
        return new PlannerSettings(sizes, objective, strategy, rules, changed, timing, tuning);
    }

    /** These settings at another pace. */
    public PlannerSettings withTiming(Timing changed) {
        return new PlannerSettings(sizes, objective, strategy, rules, priors, changed, tuning);
    }

    public int slotsPerTaskManager() {
        return sizes.slotsPerTaskManager();
    }

    public int minTaskManagers() {
        return sizes.minTaskManagers();
    }

    public int maxTaskManagers() {
        return sizes.maxTaskManagers();
    }

    public Duration sloLag() {
        return objective.sloLag();
    }

    public Duration cooldown() {
        return rules.cooldown();
    }

    /** The quantile of the forecast that is planned for. */
    public double headroom() {
        if (strategy instanceof Strategy.Threshold threshold) {
            return threshold.headroom();
        }
        return strategy instanceof Strategy.TargetTracking tracking ? tracking.quantile() : objective.quantile();
    }

    /** How the true processing rate is learned from a measurement a tick. */
    public LearningSettings.Rate rateLearning() {
        return tuning.learning().rate().perMeasurement(timing.tick());
    }

    /** Measurements, one a tick, that make up a level of demand. */
    public int levelMeasurements() {
        return strategy instanceof Strategy.TargetTracking tracking
                ? (int) Math.max(
                        1, tracking.averaging().toMillis() / timing.tick().toMillis())
                : tuning.learning().demand().levelMeasurements(timing.tick());
    }

    /** The fewest measurements of demand that are acted on. */
    public int leastMeasurements() {
        return tuning.learning().demand().levelMeasurements(timing.tick());
    }

    /** Lag as the objective counts it, in seconds; an unknown age counts as what waits. */
    public double lagSeconds(JobMetrics metrics) {
        return CountedLag.seconds(metrics, this);
    }

    /** Whether a job processes all it can: its lag is above what is tolerated, and grows. */
    public boolean isSaturated(JobMetrics metrics) {
        return lagSeconds(metrics) > toleratedLagSeconds()
                && metrics.demandRecordsPerSecond() > metrics.recordsInPerSecond();
    }

    /** The age of events or watermarks that the objective goes by, in seconds, if it goes by one and it is known. */
    public Optional<Double> ageSeconds(JobMetrics metrics) {
        return CountedLag.age(metrics, objective.measure());
    }

    /** Records that a lag beyond the tolerated one stands for. */
    public double recordsToWorkOff(JobMetrics metrics) {
        return CountedLag.records(metrics, this);
    }

    /** A lag that nothing is done about, in seconds. */
    public double toleratedLagSeconds() {
        return tuning.requirement().toleratedShareOfSloLag() * objective.sloLagSeconds();
    }
}
