package io.foretide.planner.settings;

import java.time.Duration;

/**
 * Figures of the capacity that a job needs.
 *
 * @param metricsDelay age of what Flink tells: its metrics are fetched every 10 s
 * @param medianUtilization share of the true processing rate that the median may use: the rest works off what restarts leave
 *     behind
 * @param plannedShareOfSloLag share of the lag objective that is planned with: the rest is for what the lead time and the
 *     restart take longer than they usually do
 * @param maxAbsorbedShare largest share of a sudden load that may wait for new capacity: however long the objective is, half
 *     of it is carried at once
 * @param toleratedShareOfSloLag a lag below this share of the objective is neither worked off nor in the way of a scale down:
 *     a restart leaves as much behind, and it goes by itself
 * @param blindHorizon time that is planned without a forecast: a forecast's horizon, so that both weigh a rescale alike
 */
public record RequirementSettings(
        Duration metricsDelay,
        double medianUtilization,
        double plannedShareOfSloLag,
        double maxAbsorbedShare,
        double toleratedShareOfSloLag,
        Duration blindHorizon) {
    static final RequirementSettings DEFAULT =
            new RequirementSettings(Duration.ofSeconds(10), 0.95, 0.8, 0.5, 0.5, Duration.ofMinutes(30));
}
