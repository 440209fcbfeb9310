package io.foretide.inference;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that recurs by a clock that never jumps: setting the machine's clock moves none of it. A run that is still going when the
 * next is due is not overtaken; missed runs are not repeated; one that fails is said, and the next one is tried. Thread-safe.
 */
public final class Schedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);
    private static final int END_SECONDS = 30;

    private final ScheduledThreadPoolExecutor threads;

    /** @param threads one for each work that recurs, so that none waits for another */
    public Schedule(int threads) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ScheduledThreadPoolExecutor(threads, work -> {
            Thread thread = new Thread(work, "schedule-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs {@code work} now and then every {@code period} of real time. */
    public void every(Duration period, String name, Runnable work) {
        threads.execute(new Recurring(period.toNanos(), name, work));
    }

    /** Stops after the runs that are under way; one that does not end in half a minute is interrupted. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private final class Recurring implements Runnable {
        private final long period;
        private final String name;
        private final Runnable work;
        private long due = System.nanoTime();

        Recurring(long period, String name, Runnable work) {
            this.period = period;
            this.name = name;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
            } catch (Throwable e) {
                log.error("{} failed, and is tried again: {}", name, e.toString(), e);
            }
            long now = System.nanoTime();
            due += period * (1 + Math.max(0, (now - due) / period));
            try {
                var unused = threads.schedule(this, due - now, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                log.debug("{} ends: the schedule is closed", name);
            }
        }
    }
}
