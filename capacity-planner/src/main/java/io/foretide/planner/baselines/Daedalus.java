package io.foretide.planner.baselines;

import io.foretide.forecast.Forecast;
import io.foretide.planner.simulation.JobView;
import io.foretide.planner.simulation.SimulationSettings;
import io.foretide.planner.simulation.SizingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Daedalus: the smallest size whose capacity, learned by regression, covers the load, the forecast of the next 15 minutes and
 * a recovery of at most 600 s. After B. Pfister, D. Scheinert, M. Geldenhuys, O. Kao, "Daedalus: Self-Adaptive Horizontal
 * Autoscaling for Resource Efficiency of Distributed Stream Processing Systems", ICPE 2024, with the constants of the
 * authors' program: a loop of 60 s, no decision in the 180 s after a rescale, until 600 s after it only if the present size
 * does not suffice, checkpoints every 10 s.
 *
 * <p>Two differences: the median of the given forecaster stands in for ARIMA, and the downtime is the job's restart time from
 * the beginning instead of being learned from 30 s in steps of a second.
 */
public final class Daedalus implements SizingPolicy {
    private static final Duration GRACE_PERIOD = Duration.ofMinutes(3);
    private static final Duration SETTLING_TIME = Duration.ofMinutes(10);
    private static final Duration WARM_UP_TIME = Duration.ofMinutes(2);
    private static final double MAX_RECOVERY_SECONDS = 600;
    private static final double CHECKPOINT_INTERVAL_SECONDS = 10;
    private static final int STEP_SECONDS = 10;
    private static final int OUTLOOK_STEPS = 900 / STEP_SECONDS;

    private final SimulationSettings settings;
    private final Function<Instant, Optional<Forecast>> forecasts;
    private final LearnedCapacity capacity;
    private Instant lastRescale = Instant.MIN;

    /** @param forecasts the newest forecast at an instant */
    public Daedalus(SimulationSettings settings, Function<Instant, Optional<Forecast>> forecasts) {
        this.settings = settings;
        this.forecasts = forecasts;
        this.capacity = new LearnedCapacity(settings.maxTaskManagers());
    }

    @Override
    public String name() {
        return "daedalus";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(60);
    }

    @Override
    public int size(JobView job) {
        int current = job.requestedTaskManagers();
        if (!job.hasMetrics()) {
            return current;
        }
        if (!job.now().isBefore(job.runningSince().plus(WARM_UP_TIME))) {
            capacity.learn(job.runningTaskManagers(), job.busyRatio(), job.recordsInPerSecond());
        }
        if (!capacity.isKnown() || job.now().isBefore(lastRescale.plus(GRACE_PERIOD))) {
            return current;
        }
        int wanted = wanted(job, expected(job));
        if (wanted != current) {
            lastRescale = job.now();
        }
        return wanted;
    }

    /** The load of the next 15 minutes in steps of 10 s; as it is now where there is no forecast. */
    private double[] expected(JobView job) {
        double[] expected = new double[OUTLOOK_STEPS];
        Optional<Forecast> forecast = forecasts.apply(job.now());
        for (int i = 0; i < OUTLOOK_STEPS; i++) {
            Instant time = job.now().plusSeconds((long) i * STEP_SECONDS);
            expected[i] = forecast.map(f -> f.peak(0.5, time, time)).orElse(job.demandRecordsPerSecond());
        }
        return expected;
    }

    private int wanted(JobView job, double[] expected) {
        int current = job.requestedTaskManagers();
        double load = job.demandRecordsPerSecond();
        boolean settled = !job.now().isBefore(lastRescale.plus(SETTLING_TIME));
        double now = capacity.of(current);
        if (!settled && now > load && now > peak(expected, 60)) {
            return current;
        }
        for (int size = 1; size <= settings.maxTaskManagers(); size++) {
            double able = capacity.of(size);
            double recovery = recoverySeconds(job, expected, able);
            boolean fits = able > load && recovery <= MAX_RECOVERY_SECONDS && able >= peak(expected, recovery);
            if (fits && size == current) {
                return size;
            }
            boolean lags = size < current && job.lagRecords() > now;
            if (fits && !lags && able > peak(expected, Double.POSITIVE_INFINITY)) {
                return size;
            }
        }
        return settings.maxTaskManagers();
    }

    private static double peak(double[] expected, double seconds) {
        double peak = 0;
        for (int i = 0; i < expected.length && i * STEP_SECONDS < Math.max(1, seconds); i++) {
            peak = Math.max(peak, expected[i]);
        }
        return peak;
    }

    /** The restart, and then until the backlog, with what is processed again since the last checkpoint, is worked off. */
    private double recoverySeconds(JobView job, double[] expected, double able) {
        double downSeconds = settings.restartTime().toSeconds();
        double backlog = job.lagRecords() + job.demandRecordsPerSecond() * CHECKPOINT_INTERVAL_SECONDS;
        for (int i = 0; i < expected.length; i++) {
            double upSeconds = Math.min(STEP_SECONDS, Math.max(0, (i + 1) * STEP_SECONDS - downSeconds));
            backlog += expected[i] * (STEP_SECONDS - upSeconds) - Math.max(0, able - expected[i]) * upSeconds;
            if (backlog <= 0 && upSeconds > 0) {
                return (i + 1) * (double) STEP_SECONDS;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
