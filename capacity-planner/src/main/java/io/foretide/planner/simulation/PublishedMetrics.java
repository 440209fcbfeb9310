package io.foretide.planner.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Metrics that Flink would have published of a simulated job by now. Not thread-safe. */
final class PublishedMetrics implements JobView {
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration AVERAGING_TIME = Duration.ofSeconds(60);
    private static final int MIN_REFRESHES = 2;

    private final SimulatedJob job;
    private final Instant start;
    private final long tickMillis;
    private final int refreshTicks;
    private final Duration restartTime;
    private final int kept;
    private final double[] arrived;
    private final double[] processed;
    private final double[] busy;
    private final double[] lag;
    /** Refreshes so far; the newest is not visible yet. */
    private long refreshes;

    private long firstSinceRestart;

    PublishedMetrics(SimulatedJob job, Instant start, SimulationSettings settings) {
        this.job = job;
        this.start = start;
        this.tickMillis = settings.tick().toMillis();
        this.restartTime = settings.restartTime();
        this.refreshTicks = (int) Math.max(1, REFRESH_INTERVAL.toMillis() / tickMillis);
        this.kept = (int) Math.max(1, AVERAGING_TIME.toMillis() / (refreshTicks * tickMillis)) + MIN_REFRESHES;
        this.arrived = new double[kept];
        this.processed = new double[kept];
        this.busy = new double[kept];
        this.lag = new double[kept];
    }

    /** To be called after every tick. */
    void observe() {
        if (job.ticks() % refreshTicks != 0) {
            return;
        }
        int slot = (int) (refreshes % kept);
        arrived[slot] = job.arrived();
        processed[slot] = job.processed();
        busy[slot] = job.busySeconds();
        lag[slot] = job.backlog();
        refreshes++;
        if (!job.isProcessing() || job.ticks() - job.runningSince() < refreshTicks) {
            firstSinceRestart = refreshes - 1;
        }
    }

    private int newest() {
        return (int) ((refreshes - 2) % kept);
    }

    /** Refreshes of the average, at most a minute's worth. */
    private int span() {
        return (int) Math.min(kept - MIN_REFRESHES, refreshes - 2 - firstSinceRestart);
    }

    private double rate(double[] counter) {
        int span = span();
        int before = (int) ((refreshes - 2 - span) % kept);
        return (counter[newest()] - counter[before]) * 1000 / (span * (double) refreshTicks * tickMillis);
    }

    @Override
    public Instant now() {
        return start.plusMillis(job.ticks() * tickMillis);
    }

    @Override
    public int requestedTaskManagers() {
        return job.requested();
    }

    @Override
    public int runningTaskManagers() {
        return job.running();
    }

    @Override
    public boolean isRestarting() {
        return !job.isProcessing();
    }

    @Override
    public Instant runningSince() {
        return start.plusMillis(job.runningSince() * tickMillis);
    }

    @Override
    public Optional<Duration> lastRestart() {
        return job.restarts() == 0 ? Optional.empty() : Optional.of(restartTime);
    }

    @Override
    public boolean hasMetrics() {
        return !isRestarting() && refreshes >= MIN_REFRESHES && span() >= 1;
    }

    @Override
    public double lagRecords() {
        return lag[newest()];
    }

    @Override
    public double recordsIn() {
        return processed[newest()];
    }

    @Override
    public double busySeconds() {
        return busy[newest()];
    }

    @Override
    public double recordsInPerSecond() {
        return rate(processed);
    }

    @Override
    public double busyRatio() {
        return Math.min(1, rate(busy));
    }

    @Override
    public double demandRecordsPerSecond() {
        return rate(arrived);
    }
}
