package io.foretide.scaler.local;

import io.foretide.scaler.control.ScalingTarget;
import io.foretide.scaler.control.TargetSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TaskManagers as processes of this machine. Keeps the promised number up: one that ends by itself is started again, with
 * growing pauses. Thread-safe.
 */
public final class LocalProcessesTarget implements ScalingTarget, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalProcessesTarget.class);
    private static final long CHECK_EVERY_MILLIS = 500;

    private final TaskManagerPool taskManagers;
    private final int maxTaskManagers;
    private final Clock clock;
    private final RestartBackoff backoff = new RestartBackoff();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "taskmanager-keeper");
        thread.setDaemon(true);
        return thread;
    });
    private int wanted;
    private boolean closed;

    /**
     * Starts {@code initialTaskManagers}.
     *
     * @param taskManagers closed together with this target
     * @param maxTaskManagers the most that fit this machine
     */
    public LocalProcessesTarget(TaskManagerPool taskManagers, int initialTaskManagers, int maxTaskManagers) {
        if (initialTaskManagers < 1 || initialTaskManagers > maxTaskManagers) {
            throw new IllegalArgumentException(
                    new LocalCause.OutOfBounds("initialTaskManagers", initialTaskManagers, maxTaskManagers).sentence());
        }
        this.taskManagers = taskManagers;
        this.maxTaskManagers = maxTaskManagers;
        this.clock = Clock.systemUTC();
        this.wanted = initialTaskManagers;
        var unused = keeper.scheduleWithFixedDelay(this::keepPromise, 0, CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized TargetSnapshot read() {
        return TargetSnapshot.of(wanted);
    }

    @Override
    public synchronized Answer scaleTo(int wantedTaskManagers, TargetSnapshot seen) {
        if (closed) {
            return new Refused(new LocalCause.Closed());
        }
        if (wantedTaskManagers < 1 || wantedTaskManagers > maxTaskManagers) {
            return new Refused(new LocalCause.OutOfBounds("taskManagers", wantedTaskManagers, maxTaskManagers));
        }
        wanted = wantedTaskManagers;
        backoff.reset();
        keeper.execute(this::keepPromise);
        return new Applied();
    }

    /** Stops keeping the number up, and ends the TaskManagers. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        keeper.shutdownNow();
        try {
            keeper.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        taskManagers.close();
    }

    private void keepPromise() {
        try {
            noteDeaths(taskManagers.dropDead());
            int missing = missing();
            if (missing < 0) {
                taskManagers.remove(-missing);
            } else if (missing > 0 && mayStart()) {
                taskManagers.add(missing);
            } else {
                taskManagers.keepWarm();
            }
        } catch (IOException | RuntimeException e) {
            noteDeath();
            LOG.warn("Could not change the number of local TaskManagers", e);
        }
    }

    private synchronized int missing() {
        return closed ? 0 : wanted - taskManagers.alive();
    }

    private void noteDeaths(List<Path> logs) {
        for (Path log : logs) {
            noteDeath();
            LOG.warn("A TaskManager ended by itself, its log is {}; {}", log, whatNext());
        }
    }

    private synchronized void noteDeath() {
        backoff.died(clock.instant());
    }

    private synchronized String whatNext() {
        return backoff.mayStartFrom()
                .map(from -> "another is started at " + from)
                .orElse("too many ended, so none is started until the next change of their number");
    }

    private synchronized boolean mayStart() {
        Instant now = clock.instant();
        return backoff.mayStartFrom().map(from -> !now.isBefore(from)).orElse(false);
    }
}
