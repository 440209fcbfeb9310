package io.foretide.whatif;

import java.time.Duration;
import io.foretide.planner.settings.PlannerSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Where the knobs stand: those that were turned, and the usual values of the others. Immutable. */
public final class Knobs {
    private final Map<Knob, Double> values;

    private Knobs(Map<Knob, Double> values) {
        this.values = values;
    }

    /** Everything as usual. */
    public static Knobs usual() {
        Map<Knob, Double> values = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            knob.usual().ifPresent(text -> values.put(knob, knob.parse(text)));
        }
        return new Knobs(values);
    }

    /** The job of planner settings: its slots per TaskManager, its lag objective and, if it is told, its rate per slot. */
    public static Knobs of(PlannerSettings planner) {
        Knobs knobs = usual()
                .with(Knob.SLOTS_PER_TASK_MANAGER, String.valueOf(planner.slotsPerTaskManager()))
                .with(Knob.SLO_LAG, planner.sloLag().toString());
        OptionalDouble rate = planner.priors().recordsPerSecondPerSlot();
        return rate.isPresent()
                ? knobs.with(Knob.RECORDS_PER_SECOND_PER_SLOT, String.valueOf(rate.getAsDouble()))
                : knobs;
    }

    /** These knobs with one turned to a value as it is written. */
    public Knobs with(Knob knob, String text) {
        Map<Knob, Double> changed = new EnumMap<>(values);
        changed.put(knob, knob.parse(text));
        return new Knobs(changed);
    }

    /** A value, if it was given or has a usual one. */
    public OptionalDouble find(Knob knob) {
        Double value = values.get(knob);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** A value that is always there. */
    public double number(Knob knob) {
        return find(knob).orElseThrow(() -> new IllegalArgumentException(knob.flag() + " is not given"));
    }

    public int whole(Knob knob) {
        return (int) number(knob);
    }

    public Duration duration(Knob knob) {
        return Duration.ofMillis(Math.round(1000 * number(knob)));
    }
}
