package io.foretide.whatif.setup;

import io.foretide.planner.settings.PlannerSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where the options stand: those that were set, and the default values of the others. Immutable. */
public final class SimulationOptions {
    private final Map<SimulationOption<?>, Object> values;

    private SimulationOptions(Map<SimulationOption<?>, Object> values) {
        this.values = values;
    }

    /** Every option at its default. */
    public static SimulationOptions defaults() {
        return new SimulationOptions(Map.of());
    }

    /** The job of planner settings: its slots per TaskManager, its lag objective and, if it is told, its rate per slot. */
    public static SimulationOptions of(PlannerSettings planner) {
        SimulationOptions options = defaults()
                .with(JobOptions.SLOTS_PER_TASK_MANAGER, planner.slotsPerTaskManager())
                .with(JobOptions.SLO_LAG, planner.sloLag());
        OptionalDouble rate = planner.priors().recordsPerSecondPerSlot();
        return rate.isPresent() ? options.with(JobOptions.RECORDS_PER_SECOND_PER_SLOT, rate.getAsDouble()) : options;
    }

    /** These options with one set. */
    public <T> SimulationOptions with(SimulationOption<T> option, T value) {
        Map<SimulationOption<?>, Object> changed = new HashMap<>(values);
        changed.put(option, value);
        return new SimulationOptions(changed);
    }

    /**
     * These options with one set to a value as it is written.
     *
     * @throws IllegalArgumentException naming the option, the text and what is allowed
     */
    public <T> SimulationOptions withText(SimulationOption<T> option, String text) {
        return with(option, option.parse(text));
    }

    /** A value, if it was set or has a default. */
    public <T> Optional<T> find(SimulationOption<T> option) {
        @SuppressWarnings("unchecked") // only with puts it there
        T value = (T) values.get(option);
        return value == null ? option.defaultText().map(option::parse) : Optional.of(value);
    }

    /**
     * A value that has to be there.
     *
     * @throws IllegalArgumentException if it was not set and has no default
     */
    public <T> T get(SimulationOption<T> option) {
        return find(option).orElseThrow(() -> new IllegalArgumentException(option.name() + " is not given"));
    }
}
