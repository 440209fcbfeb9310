package io.foretide.planner.baselines.flinkoperator;

import io.foretide.planner.baselines.OperatorProgress;
import io.foretide.planner.simulation.SimulatedTick;
import io.foretide.planner.simulation.TickListener;
import java.io.PrintStream;
import java.time.Duration;

/** Writes an {@link OperatorProgress} every few seconds. Not thread-safe. */
final class Progress implements TickListener {
    private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

    private final double ticks;
    private final PrintStream out;
    private long lastAt = System.nanoTime();

    Progress(long ticks, PrintStream out) {
        this.ticks = ticks;
        this.out = out;
    }

    @Override
    public void tick(SimulatedTick tick) {
        long now = System.nanoTime();
        if (now - lastAt >= PERIOD_NANOS) {
            lastAt = now;
            out.println(new OperatorProgress((tick.number() + 1) / ticks).line());
        }
    }
}
