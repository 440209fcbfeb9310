package io.foretide.planner.simulation;

import io.foretide.text.Durations;
import java.util.Arrays;

/** Adds up the ticks of one simulation. Not thread-safe. */
final class Score {
    private final SimulationSettings settings;
    private final int ticksPerMinute;
    private final double objective;
    private double[] lags = new double[1024];
    private int lagging;
    private long ticks;
    private final long[] ticksAtSize;
    private final ScaleUpWatch scaleUps;
    private long pausedTicks;
    private long rescales;
    private long minutes;
    private long violations;
    private boolean measured;
    private double worstOfMinute;
    private double worst;

    Score(SimulationSettings settings, int ticksPerMinute) {
        this.settings = settings;
        this.ticksPerMinute = ticksPerMinute;
        this.objective = Durations.seconds(settings.sloLag());
        this.ticksAtSize = new long[settings.maxTaskManagers() + 1];
        this.scaleUps = new ScaleUpWatch(settings);
    }

    void rescaled() {
        rescales++;
    }

    /** A tick, with the TaskManagers asked for and running. */
    void tick(SimulatedTick tick, int requested, int running, boolean observed) {
        ticksAtSize[requested]++;
        pausedTicks += tick.processing() ? 0 : 1;
        measured |= observed;
        if (tick.lagSeconds() > 0) {
            keep(tick.lagSeconds());
        }
        scaleUps.tick(tick, requested, running);
        if (++ticks % ticksPerMinute == 0) {
            endMinute();
        }
    }

    private void keep(double lagSeconds) {
        if (lagging == lags.length) {
            lags = Arrays.copyOf(lags, 2 * lagging);
        }
        lags[lagging++] = lagSeconds;
        worstOfMinute = Math.max(worstOfMinute, lagSeconds);
        worst = Math.max(worst, lagSeconds);
    }

    private void endMinute() {
        boolean violated = measured && worstOfMinute > objective + 1e-9;
        minutes += measured ? 1 : 0;
        violations += violated ? 1 : 0;
        scaleUps.minute(violated);
        measured = false;
        worstOfMinute = 0;
    }

    SimulationReport report(SizingPolicy policy) {
        long taskManagerTicks = 0;
        for (int size = 0; size < ticksAtSize.length; size++) {
            taskManagerTicks += size * ticksAtSize[size];
        }
        double hours = ticks * settings.tickSeconds() / 3600;
        return new SimulationReport(
                policy.name(),
                minutes,
                taskManagerTicks * settings.slotsPerTaskManager() * settings.tickSeconds() / 3600,
                violations,
                rescales,
                rescales / hours * 24,
                pausedTicks * settings.tickSeconds(),
                quantile(0.99),
                worst,
                scaleUps.result(ticksAtSize),
                policy.adopted());
    }

    /** The smallest lag that a share of all ticks stays within. */
    private double quantile(double share) {
        long above = ticks - (long) Math.ceil(share * ticks);
        if (above >= lagging) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(lags, lagging);
        Arrays.sort(sorted);
        return sorted[lagging - 1 - (int) above];
    }
}
