package io.foretide.whatif.setup;

import io.foretide.planner.settings.PlannerSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Where the options stand: those that were set, and the default values of the others. Immutable. */
public final class SimulationOptions {
    private final Map<SimulationOption, Double> values;

    private SimulationOptions(Map<SimulationOption, Double> values) {
        this.values = values;
    }

    /** Every option at its default. */
    public static SimulationOptions defaults() {
        Map<SimulationOption, Double> values = new EnumMap<>(SimulationOption.class);
        for (SimulationOption option : SimulationOption.values()) {
            option.defaultText().ifPresent(text -> values.put(option, option.parse(text)));
        }
        return new SimulationOptions(values);
    }

    /** The job of planner settings: its slots per TaskManager, its lag objective and, if it is told, its rate per slot. */
    public static SimulationOptions of(PlannerSettings planner) {
        SimulationOptions options = defaults()
                .with(SimulationOption.SLOTS_PER_TASK_MANAGER, String.valueOf(planner.slotsPerTaskManager()))
                .with(SimulationOption.SLO_LAG, planner.sloLag().toString());
        OptionalDouble rate = planner.priors().recordsPerSecondPerSlot();
        return rate.isPresent()
                ? options.with(SimulationOption.RECORDS_PER_SECOND_PER_SLOT, String.valueOf(rate.getAsDouble()))
                : options;
    }

    /** These options with one set to a value as it is written. */
    public SimulationOptions with(SimulationOption option, String text) {
        Map<SimulationOption, Double> changed = new EnumMap<>(values);
        changed.put(option, option.parse(text));
        return new SimulationOptions(changed);
    }

    /** A value, if it was given or has a default. */
    public OptionalDouble find(SimulationOption option) {
        Double value = values.get(option);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** A value that is always there. */
    public double number(SimulationOption option) {
        return find(option).orElseThrow(() -> new IllegalArgumentException(option.flag() + " is not given"));
    }

    public int whole(SimulationOption option) {
        return (int) number(option);
    }

    public Duration duration(SimulationOption option) {
        return Duration.ofMillis(Math.round(1000 * number(option)));
    }
}
