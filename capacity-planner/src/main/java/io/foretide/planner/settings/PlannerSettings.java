package io.foretide.planner.settings;

import io.foretide.text.Check;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a user decides about scaling one job.
 *
 * @param sizes that it may have
 * @param objective what is wanted of it
 * @param strategy how sizes are proposed
 * @param rules that hold for every strategy
 * @param priors beliefs to start from
 * @param maxTelemetryAge older snapshots count as missing
 * @param maxForecastAge older forecasts count as missing
 */
public record PlannerSettings(
        Sizes sizes,
        Objective objective,
        Strategy strategy,
        RuleSettings rules,
        Priors priors,
        Duration maxTelemetryAge,
        Duration maxForecastAge) {
    private static final Duration MAX_TELEMETRY_AGE = Duration.ofMinutes(3);
    private static final Duration MAX_FORECAST_AGE = Duration.ofMinutes(15);

    /** Lag under a minute in 99.9 % of the minutes, by receding horizon, for TaskManagers of {@code slotsPerTaskManager}. */
    public static PlannerSettings defaults(int slotsPerTaskManager, int minTaskManagers, int maxTaskManagers) {
        return new PlannerSettings(
                new Sizes(slotsPerTaskManager, minTaskManagers, maxTaskManagers, OptionalInt.empty()),
                new Objective(Duration.ofMinutes(1), 0.999, 0.05, OptionalDouble.empty()),
                Strategy.RecedingHorizon.DEFAULT,
                RuleSettings.DEFAULT,
                Priors.DEFAULT,
                MAX_TELEMETRY_AGE,
                MAX_FORECAST_AGE);
    }

    public PlannerSettings {
        Check.positive("maxTelemetryAge", maxTelemetryAge);
        Check.positive("maxForecastAge", maxForecastAge);
    }

    /** These settings with other sizes. */
    public PlannerSettings with(Sizes changed) {
        return changed.equals(sizes)
                ? this
                : new PlannerSettings(changed, objective, strategy, rules, priors, maxTelemetryAge, maxForecastAge);
    }

    /** These settings with another objective. */
    public PlannerSettings with(Objective changed) {
        return new PlannerSettings(sizes, changed, strategy, rules, priors, maxTelemetryAge, maxForecastAge);
    }

    /** These settings with another strategy. */
    public PlannerSettings with(Strategy changed) {
        return new PlannerSettings(sizes, objective, changed, rules, priors, maxTelemetryAge, maxForecastAge);
    }

    /** These settings with other rules. */
    public PlannerSettings with(RuleSettings changed) {
        return new PlannerSettings(sizes, objective, strategy, changed, priors, maxTelemetryAge, maxForecastAge);
    }

    /** These settings with other beliefs to start from. */
    public PlannerSettings with(Priors changed) {
        return new PlannerSettings(sizes, objective, strategy, rules, changed, maxTelemetryAge, maxForecastAge);
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
        return strategy instanceof Strategy.Threshold threshold ? threshold.headroom() : objective.quantile();
    }
}
