package io.foretide.whatif;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.foretide.planner.simulation.Adopted;
import io.foretide.planner.simulation.Disturbances;
import io.foretide.planner.simulation.ScaleUps;
import io.foretide.planner.simulation.SimulationReport;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.text.Rounded;
import io.foretide.whatif.policy.KnownJob;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.LoadEvent;
import io.foretide.whatif.setup.Setup;
import io.foretide.whatif.tune.SettingsText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Result of {@code foretide simulate}, as it is printed as JSON.
 *
 * @param trace name of the load
 * @param step of the load
 * @param trainedOn the part before {@code to} that forecasters were fitted on
 * @param evaluated the part that was scored
 * @param settings the job and the cluster
 * @param sources option to where its value comes from, if the load is a stored history whose job is known
 * @param forecasts the models that made forecasts
 * @param clairvoyantSlotHours what the cheapest plan that knows the future costs, if the clairvoyant was compared
 * @param clairvoyantExact whether a plan costs just that; if not, no plan that keeps the objective costs less
 * @param recorded what the job really used, if the load is a stored history with a decision log
 * @param policies one entry a policy, in the order of {@link io.foretide.whatif.policy.ComparedPolicies}
 * @param verdict what to do with this job, where {@code predictive} and {@code static-peak} were compared
 */
public record SimulationResult(
        String trace,
        Duration step,
        Trained trainedOn,
        Evaluated evaluated,
        Settings settings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, KnownJob.Source> sources,
        List<Forecaster> forecasts,
        OptionalDouble clairvoyantSlotHours,
        Optional<Boolean> clairvoyantExact,
        Optional<RecordedUse> recorded,
        List<Policy> policies,
        Optional<Verdict> verdict) {
    public SimulationResult {
        // services of an earlier version tell none
        sources = sources == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        forecasts = List.copyOf(forecasts);
        policies = List.copyOf(policies);
    }

    /** The same with what was really used, and where the settings come from. */
    public SimulationResult with(RecordedUse use, Map<String, KnownJob.Source> from) {
        return new SimulationResult(
                trace,
                step,
                trainedOn,
                evaluated,
                settings,
                from,
                forecasts,
                clairvoyantSlotHours,
                clairvoyantExact,
                Optional.of(use),
                policies,
                verdict);
    }

    /** The training part. */
    public record Trained(Instant from, Instant to, double share) {}

    /** The scored part: its observed minutes, and how long policies acted before it. */
    public record Evaluated(Instant from, Instant to, long minutes, Duration warmUp) {}

    /** The job, the cluster, the objective and the load; one flat object in JSON. */
    public record Settings(
            @JsonUnwrapped Sizes sizes,
            @JsonUnwrapped Times times,
            @JsonProperty("misfortune") Disturbances disturbances,
            @JsonUnwrapped Parallelism parallelism,
            @JsonUnwrapped AddedLoad added,
            double price,
            long seed) {
        static Settings of(Setup setup, double price) {
            SimulationSettings job = setup.settings();
            return new Settings(
                    new Sizes(
                            job.curve().recordsPerSecondPerSlot(),
                            job.slotsPerTaskManager(),
                            job.minTaskManagers(),
                            job.maxTaskManagers(),
                            setup.startTaskManagers()),
                    new Times(job.leadTime(), job.restartTime(), job.sloLag(), job.tick()),
                    job.disturbances(),
                    new Parallelism(job.curve().contention(), job.curve().skew()),
                    new AddedLoad(setup.options().get(JobOptions.LOAD), setup.events()),
                    price,
                    setup.seed());
        }
    }

    /** What a slot processes, and how many there may be. */
    public record Sizes(
            double recordsPerSecondPerSlot,
            int slotsPerTaskManager,
            int minTaskManagers,
            int maxTaskManagers,
            int startTaskManagers) {}

    /** Durations of the cluster, the objective and the simulation. */
    public record Times(Duration leadTime, Duration restartTime, Duration sloLag, Duration tick) {}

    /** What is lost by running in parallel: the share that does not, and the busiest slot's load as a multiple of the mean. */
    public record Parallelism(double contention, double skew) {}

    /** What was done to the recorded load: its factor, and the events. */
    public record AddedLoad(double load, List<LoadEvent> events) {
        public AddedLoad {
            events = List.copyOf(events);
        }
    }

    /** A model and who used it; how long it trained, and how long its forecasts took. */
    public record Forecaster(String model, List<String> usedBy, double trainSeconds, double forecastSeconds) {
        public Forecaster {
            usedBy = List.copyOf(usedBy);
            trainSeconds = Rounded.to(trainSeconds, 1);
            forecastSeconds = Rounded.to(forecastSeconds, 1);
        }
    }

    /** One policy's figures; {@code cost} is slot-hours x price. */
    public record Policy(
            String name,
            double slotHours,
            OptionalDouble slotHoursVsClairvoyant,
            long violationMinutes,
            double violationShare,
            long rescales,
            double rescalesPerDay,
            double restartSeconds,
            double lagSecondsP99,
            double lagSecondsMax,
            double cost,
            Optional<MinutesAhead> minutesAhead,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Adoption> adopted) {
        public Policy {
            adopted = List.copyOf(Objects.requireNonNullElse(adopted, List.of())); // left out if there are none
        }

        static Policy of(String name, SimulationReport report, OptionalDouble clairvoyantSlotHours, double price) {
            return new Policy(
                    name,
                    Rounded.to(report.slotHours(), 4),
                    clairvoyantSlotHours.isPresent()
                            ? OptionalDouble.of(Rounded.to(report.slotHours() / clairvoyantSlotHours.getAsDouble(), 4))
                            : OptionalDouble.empty(),
                    report.violationMinutes(),
                    Rounded.to(report.violationShare(), 8),
                    report.rescales(),
                    Rounded.to(report.rescalesPerDay(), 4),
                    report.restartSeconds(),
                    Rounded.to(report.lagSecondsP99(), 3),
                    Rounded.to(report.lagSecondsMax(), 3),
                    Rounded.to(report.slotHours() * price, 4),
                    MinutesAhead.of(report.scaleUps()),
                    report.adopted().stream().map(Adoption::of).toList());
        }
    }

    /** Settings that a policy has taken on by itself, as keys of the {@code planner} block. */
    public record Adoption(Instant at, Map<String, Object> settings) {
        static Adoption of(Adopted adopted) {
            return new Adoption(adopted.at(), SettingsText.keys(adopted.settings()));
        }
    }

    /**
     * How long before the load the scale-ups of a policy were ready.
     *
     * @param scaleUps those whose load came
     * @param median minutes, below zero if most came late
     * @param shareInTime share of those that were ready when the load first exceeded the size before them, 0-1
     */
    public record MinutesAhead(int scaleUps, double median, double shareInTime) {
        static Optional<MinutesAhead> of(ScaleUps ups) {
            return ups.medianMinutesAhead().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new MinutesAhead(
                            ups.count(),
                            Rounded.to(ups.medianMinutesAhead().getAsDouble(), 4),
                            Rounded.to((double) ups.inTime() / ups.count(), 4)));
        }
    }
}
