package io.foretide.whatif;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.foretide.planner.simulation.Disturbances;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.LoadEvent;
import io.foretide.whatif.setup.Setup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Result of {@code foretide simulate}, as it is printed as JSON.
 *
 * @param trace name of the load
 * @param step of the load
 * @param trainedOn the part before {@code to} that forecasters were fitted on
 * @param evaluated the part that was scored
 * @param settings the job and the cluster
 * @param forecasts the models that made forecasts
 * @param clairvoyantSlotHours what the cheapest plan that knows the future costs
 * @param recorded what the job really used, if the load is a stored history with a decision log
 * @param policies one entry a policy, in the order of {@link io.foretide.whatif.policy.ComparedPolicies}
 */
public record SimulationResult(
        String trace,
        Duration step,
        Trained trainedOn,
        Evaluated evaluated,
        Settings settings,
        List<Forecaster> forecasts,
        double clairvoyantSlotHours,
        Optional<RecordedUse> recorded,
        List<Policy> policies) {
    public SimulationResult {
        forecasts = List.copyOf(forecasts);
        policies = List.copyOf(policies);
    }

    /** The same with what was really used. */
    public SimulationResult with(RecordedUse use) {
        return new SimulationResult(
                trace,
                step,
                trainedOn,
                evaluated,
                settings,
                forecasts,
                clairvoyantSlotHours,
                Optional.of(use),
                policies);
    }

    /** The training part. */
    public record Trained(Instant from, Instant to, double share) {}

    /** The scored part: its observed minutes, and how long policies acted before it. */
    public record Evaluated(Instant from, Instant to, long minutes, Duration warmUp) {}

    /** The job, the cluster and the objective. */
    public record Settings(
            double recordsPerSecondPerSlot,
            int slotsPerTaskManager,
            int minTaskManagers,
            int maxTaskManagers,
            int startTaskManagers,
            Duration leadTime,
            Duration restartTime,
            Duration sloLag,
            Duration tick,
            @JsonProperty("misfortune") Disturbances disturbances,
            double contention,
            double skew,
            double load,
            List<LoadEvent> events,
            double price,
            long seed) {
        public Settings {
            events = List.copyOf(events);
        }

        static Settings of(Setup setup, double price) {
            SimulationSettings settings = setup.settings();
            return new Settings(
                    settings.curve().recordsPerSecondPerSlot(),
                    settings.slotsPerTaskManager(),
                    settings.minTaskManagers(),
                    settings.maxTaskManagers(),
                    setup.startTaskManagers(),
                    settings.leadTime(),
                    settings.restartTime(),
                    settings.sloLag(),
                    settings.tick(),
                    settings.disturbances(),
                    settings.curve().contention(),
                    settings.curve().skew(),
                    setup.options().get(JobOptions.LOAD),
                    setup.events(),
                    price,
                    setup.seed());
        }
    }

    /** A model and who used it; how long it trained, and how long its forecasts took. */
    public record Forecaster(String model, List<String> usedBy, double trainSeconds, double forecastSeconds) {
        public Forecaster {
            usedBy = List.copyOf(usedBy);
            trainSeconds = rounded(trainSeconds, 1);
            forecastSeconds = rounded(forecastSeconds, 1);
        }
    }

    /** One policy's figures; {@code cost} is slot-hours x price. */
    public record Policy(
            String name,
            double slotHours,
            double slotHoursVsClairvoyant,
            long violationMinutes,
            double violationShare,
            long rescales,
            double rescalesPerDay,
            double restartSeconds,
            double lagSecondsP99,
            double lagSecondsMax,
            double cost) {
        static Policy of(String name, SimulationReport report, double clairvoyantSlotHours, double price) {
            return new Policy(
                    name,
                    rounded(report.slotHours(), 4),
                    rounded(report.slotHours() / clairvoyantSlotHours, 4),
                    report.violationMinutes(),
                    rounded(report.violationShare(), 8),
                    report.rescales(),
                    rounded(report.rescalesPerDay(), 4),
                    report.restartSeconds(),
                    rounded(report.lagSecondsP99(), 3),
                    rounded(report.lagSecondsMax(), 3),
                    rounded(report.slotHours() * price, 4));
        }
    }

    public static double rounded(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }
}
