package io.foretide.whatif;

import io.foretide.planner.simulation.SimulatedTick;
import io.foretide.planner.simulation.TickListener;
import java.util.Arrays;

/** All ticks of one simulation, equal ones in a row kept once. Not thread-safe while it records. */
public final class TickRecording implements TickListener {
    private long[] from = new long[256];
    private int[] target = new int[256];
    private int[] running = new int[256];
    private boolean[] processing = new boolean[256];
    private double[] lag = new double[256];
    private int runs;
    private long ticks;

    @Override
    public void tick(SimulatedTick tick) {
        ticks = tick.number() + 1;
        int last = runs - 1;
        boolean same = last >= 0
                && target[last] == tick.slotsTarget()
                && running[last] == tick.slotsRunning()
                && processing[last] == tick.processing()
                && lag[last] == tick.lagSeconds();
        if (same) {
            return;
        }
        if (runs == from.length) {
            grow();
        }
        from[runs] = tick.number();
        target[runs] = tick.slotsTarget();
        running[runs] = tick.slotsRunning();
        processing[runs] = tick.processing();
        lag[runs] = tick.lagSeconds();
        runs++;
    }

    private void grow() {
        int length = 2 * runs;
        from = Arrays.copyOf(from, length);
        target = Arrays.copyOf(target, length);
        running = Arrays.copyOf(running, length);
        processing = Arrays.copyOf(processing, length);
        lag = Arrays.copyOf(lag, length);
    }

    /** Tells a listener of all ticks again; {@code demand} is not kept here and comes from the simulated load. */
    public void replay(DemandOfTick demand, TickListener listener) {
        for (int run = 0; run < runs; run++) {
            long to = run + 1 < runs ? from[run + 1] : ticks;
            for (long tick = from[run]; tick < to; tick++) {
                listener.tick(
                        new SimulatedTick(tick, demand.at(tick), target[run], running[run], processing[run], lag[run]));
            }
        }
    }

    /** The load in a tick, records/s. */
    @FunctionalInterface
    public interface DemandOfTick {
        /** Looks it up. */
        double at(long tick);
    }
}
