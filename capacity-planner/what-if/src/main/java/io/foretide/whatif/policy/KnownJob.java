package io.foretide.whatif.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foretide.planner.learned.Learned;
import io.foretide.planner.learned.LearnedDuration;
import io.foretide.planner.learned.StartTimes;
import io.foretide.planner.settings.PlannerSettings;
import io.foretide.planner.settings.Strategy;
import io.foretide.text.Durations;
import io.foretide.whatif.setup.JobOptions;
import io.foretide.whatif.setup.SimulationOption;
import io.foretide.whatif.setup.SimulationOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The job of a service, as a what-if of its history needs it: what the service has learned of it, what it is configured with, and
 * where each of that came from. Immutable.
 *
 * @param options where the options stand that nobody names
 * @param sources option to where its value comes from
 */
public record KnownJob(SimulationOptions options, Map<SimulationOption<?>, Source> sources) {
    /** Whole seconds that a simulation can step in: a time between two of them counts as the later. */
    private static final Duration GRID = Duration.ofSeconds(5);

    /** Where a value comes from. */
    public enum Source {
        /** Somebody has named it for this simulation. */
        NAMED,
        /** The service has learned it. */
        MEMORY,
        /** The service is configured so, or has the value that ships. */
        CONFIGURATION,
        /** It follows from the load. */
        LOAD;

        /** As it stands in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public KnownJob {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** Nothing is known but the load. */
    public static KnownJob unknown() {
        return new KnownJob(SimulationOptions.defaults(), Map.of());
    }

    /** What is configured, and what was learned, if anything was. */
    public static KnownJob of(PlannerSettings planner, Optional<Learned> learned) {
        KnownJob job = new KnownJob(SimulationOptions.of(planner), Map.of())
                .rate(planner, learned)
                .starts(planner, learned)
                .time(
                        JobOptions.RESTART_TIME,
                        learned.map(Learned::restartTime),
                        planner.priors().restartTime())
                .configured(JobOptions.SLOTS_PER_TASK_MANAGER, planner.slotsPerTaskManager())
                .configured(JobOptions.MIN_TASK_MANAGERS, planner.minTaskManagers())
                .configured(JobOptions.MAX_TASK_MANAGERS, planner.maxTaskManagers())
                .configured(JobOptions.SLO_LAG, planner.sloLag())
                .configured(PlannerOptions.SLO_SHARE, planner.objective().sloShare())
                .configured(PlannerOptions.COOLDOWN, planner.rules().cooldown());
        return job.strategy(planner.strategy());
    }

    private KnownJob rate(PlannerSettings planner, Optional<Learned> learned) {
        Optional<Double> measured = learned.map(Learned::rate)
                .filter(rate ->
                        rate.samples() > 0 && rate.recordsPerSecondPerSlot().isPresent())
                .map(rate -> rate.recordsPerSecondPerSlot().getAsDouble());
        if (measured.isPresent()) {
            return with(JobOptions.RECORDS_PER_SECOND_PER_SLOT, measured.get(), Source.MEMORY);
        }
        return planner.priors().recordsPerSecondPerSlot().isPresent()
                ? with(
                        JobOptions.RECORDS_PER_SECOND_PER_SLOT,
                        planner.priors().recordsPerSecondPerSlot().getAsDouble(),
                        Source.CONFIGURATION)
                : new KnownJob(options, added(JobOptions.RECORDS_PER_SECOND_PER_SLOT, Source.LOAD));
    }

    private KnownJob time(SimulationOption<Duration> option, Optional<LearnedDuration> learned, Duration prior) {
        Optional<Duration> observed =
                learned.filter(time -> !time.observed().isEmpty()).map(LearnedDuration::estimate);
        return with(
                option, onGrid(observed.orElse(prior)), observed.isPresent() ? Source.MEMORY : Source.CONFIGURATION);
    }

    /** Starts that are known to have found room or not are taken apart. */
    private KnownJob starts(PlannerSettings planner, Optional<Learned> learned) {
        Duration prior = planner.priors().leadTime();
        StartTimes starts = learned.map(Learned::starts).orElse(StartTimes.UNKNOWN);
        if (starts.atOnce().isEmpty() || starts.waited().isEmpty()) {
            return time(JobOptions.LEAD_TIME, learned.map(Learned::leadTime), prior);
        }
        double waited = starts.waited().size();
        return time(JobOptions.LEAD_TIME, Optional.of(new LearnedDuration(prior, starts.atOnce())), prior)
                .time(JobOptions.NODE_LEAD_TIME, Optional.of(new LearnedDuration(prior, starts.waited())), prior)
                .with(JobOptions.NODE_SHARE, waited / (waited + starts.atOnce().size()), Source.MEMORY);
    }

    private static Duration onGrid(Duration time) {
        return GRID.multipliedBy((long) Math.ceil(Durations.seconds(time) / GRID.toSeconds()));
    }

    private KnownJob strategy(Strategy strategy) {
        if (strategy.equals(Strategy.RecedingHorizon.DEFAULT)) {
            return this; // a number that is set fixes the strategy's numbers: these are as they ship
        }
        if (strategy instanceof Strategy.RecedingHorizon horizon) {
            return configured(PlannerOptions.RESCALE_WORTH, horizon.rescaleWorth())
                    .configured(PlannerOptions.EASY_RESCALES_PER_DAY, horizon.easyRescalesPerDay());
        }
        return strategy instanceof Strategy.Threshold threshold
                ? configured(PlannerOptions.UTILIZATION_TARGET, threshold.utilizationTarget())
                : this;
    }

    private <T> KnownJob configured(SimulationOption<T> option, T value) {
        return with(option, value, Source.CONFIGURATION);
    }

    private <T> KnownJob with(SimulationOption<T> option, T value, Source source) {
        return new KnownJob(options.with(option, value), added(option, source));
    }

    private Map<SimulationOption<?>, Source> added(SimulationOption<?> option, Source source) {
        Map<SimulationOption<?>, Source> all = new LinkedHashMap<>(sources);
        all.put(option, source);
        return all;
    }

    /** Name of an option to where its value comes from, where {@code asked} are the options of a simulation. */
    public Map<String, Source> sources(SimulationOptions asked) {
        Map<String, Source> all = new LinkedHashMap<>();
        sources.forEach((option, source) ->
                all.put(option.name(), asked.find(option).equals(options.find(option)) ? source : Source.NAMED));
        return all;
    }

    /** Slots of a TaskManager as it was recorded, whatever {@code asked} would give it. */
    public int recordedSlots(SimulationOptions asked) {
        SimulationOption<Integer> slots = JobOptions.SLOTS_PER_TASK_MANAGER;
        return sources.containsKey(slots) ? options.get(slots) : asked.get(slots);
    }

    /** Sources in one line for people; empty if there are none. */
    public static Optional<String> line(Map<String, Source> sources) {
        String parts = Stream.of(Source.values())
                .filter(sources::containsValue)
                .map(source -> from(source) + ": "
                        + sources.entrySet().stream()
                                .filter(entry -> entry.getValue() == source)
                                .map(Map.Entry::getKey)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return Optional.of(parts).filter(text -> !text.isEmpty());
    }

    private static String from(Source source) {
        return switch (source) {
            case NAMED -> "as named";
            case MEMORY -> "from the service's memory";
            case CONFIGURATION -> "from its configuration";
            case LOAD -> "from the load";
        };
    }
}
