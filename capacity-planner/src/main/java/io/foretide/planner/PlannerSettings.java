package io.foretide.planner;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a user decides about scaling one job. Ratios 0-1 unless said otherwise.
 *
 * @param slotsPerTaskManager slots of one TaskManager; capacity comes in whole TaskManagers
 * @param minTaskManagers never fewer
 * @param maxTaskManagers never more
 * @param headroom quantile of the forecast that is planned for
 * @param utilizationTarget share of the true processing rate that counts as capacity
 * @param scaleUpRatio scale up when the need exceeds this multiple of the present capacity (above 1)
 * @param scaleDownRatio scale down when the need is below this multiple of the present capacity (below 1)
 * @param cooldown least time between two rescales
 * @param catchUp time in which a backlog should be worked off
 * @param sloLag lag objective; no scale down while the lag exceeds a half of it
 * @param maxTelemetryAge older snapshots count as missing
 * @param maxForecastAge older forecasts count as missing
 * @param initialRecordsPerSecondPerSlot true processing rate to start from, if the user knows it
 * @param initialLeadTime lead time to start from: by default pod 30 s + JVM 30 s + classes 5 s + register 5 s + slots 10 s
 */
public record PlannerSettings(
        int slotsPerTaskManager,
        int minTaskManagers,
        int maxTaskManagers,
        double headroom,
        double utilizationTarget,
        double scaleUpRatio,
        double scaleDownRatio,
        Duration cooldown,
        Duration catchUp,
        Duration sloLag,
        Duration maxTelemetryAge,
        Duration maxForecastAge,
        OptionalDouble initialRecordsPerSecondPerSlot,
        Duration initialLeadTime) {

    /** The reference design's defaults for TaskManagers of {@code slotsPerTaskManager} slots. */
    public static PlannerSettings defaults(int slotsPerTaskManager, int minTaskManagers, int maxTaskManagers) {
        return new PlannerSettings(
                slotsPerTaskManager,
                minTaskManagers,
                maxTaskManagers,
                0.9,
                0.75,
                1.2,
                0.6,
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                Duration.ofMinutes(15),
                OptionalDouble.empty(),
                Duration.ofSeconds(80));
    }

    public PlannerSettings {
        require(slotsPerTaskManager >= 1, "slotsPerTaskManager", slotsPerTaskManager, "at least 1");
        require(minTaskManagers >= 1, "minTaskManagers", minTaskManagers, "at least 1");
        require(
                maxTaskManagers >= minTaskManagers,
                "maxTaskManagers",
                maxTaskManagers,
                "at least minTaskManagers (" + minTaskManagers + ")");
        require(headroom > 0 && headroom < 1, "headroom", headroom, "a quantile between 0 and 1");
        require(
                utilizationTarget > 0 && utilizationTarget <= 1,
                "utilizationTarget",
                utilizationTarget,
                "above 0 and at most 1");
        require(scaleUpRatio > 1, "scaleUpRatio", scaleUpRatio, "above 1");
        require(scaleDownRatio > 0 && scaleDownRatio < 1, "scaleDownRatio", scaleDownRatio, "between 0 and 1");
        requirePositive("cooldown", cooldown);
        requirePositive("catchUp", catchUp);
        requirePositive("sloLag", sloLag);
        requirePositive("maxTelemetryAge", maxTelemetryAge);
        requirePositive("maxForecastAge", maxForecastAge);
        requirePositive("initialLeadTime", initialLeadTime);
        if (initialRecordsPerSecondPerSlot.isPresent()) {
            double rate = initialRecordsPerSecondPerSlot.getAsDouble();
            require(rate > 0 && Double.isFinite(rate), "initialRecordsPerSecondPerSlot", rate, "above 0");
        }
    }

    private static void requirePositive(String name, Duration value) {
        require(!value.isNegative() && !value.isZero(), name, value, "a positive duration");
    }

    private static void require(boolean holds, String name, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + value + ": " + allowed + " is allowed");
        }
    }
}
