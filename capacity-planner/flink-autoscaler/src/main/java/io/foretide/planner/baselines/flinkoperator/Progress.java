package io.foretide.planner.baselines.flinkoperator;

import io.foretide.planner.simulation.SimulatedTick;
import io.foretide.planner.simulation.TickListener;
import java.io.PrintStream;
import java.time.Duration;

/** Says every few seconds how far a simulation has come and how long it will still take. Not thread-safe. */
final class Progress implements TickListener {
    private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

    private final String name;
    private final long ticks;
    private final double ticksPerDay;
    private final PrintStream out;
    private final long begun = System.nanoTime();
    private long lastLine = begun;

    Progress(String name, long ticks, Duration tick, PrintStream out) {
        this.name = name;
        this.ticks = ticks;
        this.ticksPerDay = (double) Duration.ofDays(1).toMillis() / tick.toMillis();
        this.out = out;
    }

    @Override
    public void tick(SimulatedTick tick) {
        long number = tick.number();
        long now = System.nanoTime();
        if (now - lastLine >= PERIOD_NANOS) {
            lastLine = now;
            double left = (now - begun) / 1e9 / (number + 1) * (ticks - number - 1);
            out.printf("%s: %.1f of %.1f days, %.0f s left%n", name, number / ticksPerDay, ticks / ticksPerDay, left);
        }
    }
}
