package io.foretide.whatif.tune;

import io.foretide.planner.simulation.SimulatedTick;
import io.foretide.planner.simulation.Simulator;
import io.foretide.planner.simulation.TickListener;
import io.foretide.text.Durations;

/** What a run costs at least, from what it has cost so far: none of the figures goes down. Single use, not thread-safe. */
final class CostSoFar implements TickListener {
    private static final int LOOK_EVERY = 4096;

    private final TuningGoal goal;
    private final double referenceSlotHours;
    private final double limit;
    private final double tickHours;
    private final double objectiveSeconds;
    private final int ticksPerMinute;
    private final double minutes;
    private double slotHours;
    private long violations;
    private long rescales;
    private int slots = -1;
    private double worstOfMinute;

    CostSoFar(TuningGoal goal, double referenceSlotHours, double limit, Simulator simulator) {
        this.goal = goal;
        this.referenceSlotHours = referenceSlotHours;
        this.limit = limit;
        this.tickHours = Durations.seconds(simulator.settings().tick()) / 3600;
        this.objectiveSeconds = Durations.seconds(simulator.settings().sloLag());
        this.ticksPerMinute = (int) (60_000 / simulator.settings().tick().toMillis());
        this.minutes = (double) simulator.scoredTicks() / ticksPerMinute;
    }

    /** The run is given up. */
    static final class TooDear extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooDear() {
            super("too dear", null, false, false);
        }
    }

    @Override
    public void tick(SimulatedTick tick) {
        slotHours += tick.slotsTarget() * tickHours;
        rescales += slots >= 0 && slots != tick.slotsTarget() ? 1 : 0;
        slots = tick.slotsTarget();
        worstOfMinute = Math.max(worstOfMinute, tick.lagSeconds());
        if ((tick.number() + 1) % ticksPerMinute == 0) {
            violations += worstOfMinute > objectiveSeconds ? 1 : 0;
            worstOfMinute = 0;
        }
        if (tick.number() % LOOK_EVERY == 0
                && goal.cost(slotHours / referenceSlotHours, violations / minutes, rescales / (minutes / 1440))
                        > limit) {
            throw new TooDear();
        }
    }
}
