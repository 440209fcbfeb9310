package io.foretide.inference;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a process for work that recurs: one that waits for what is due, and as many as have something to do, up to a
 * bound. A peer that hangs costs a thread, not the time of others. What computes has threads of its own, as many as there are
 * processors: it waits for its turn, and nobody who looks at a peer waits for it. Thread-safe.
 */
public final class Workers implements AutoCloseable {
    /** Waiting for a peer costs a thread some ten KB; more than these at a time are the sign of something else. */
    private static final int MOST = 512;

    private static final long IDLE_SECONDS = 30;
    private static final long AGAIN_MILLIS = 100;
    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final ScheduledThreadPoolExecutor waiting;
    private final ThreadPoolExecutor threads;
    private final Queue<Runnable> backlog = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looksAgain = new AtomicBoolean();
    private final ThreadPoolExecutor computing;
    private final ForecastRounds rounds = new ForecastRounds(this::compute);

    public Workers() {
        this(MOST);
    }

    /** @param most pieces of work at a time */
    Workers(int most) {
        waiting = new ScheduledThreadPoolExecutor(1, daemons("schedule"));
        waiting.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads = new ThreadPoolExecutor(
                0,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons("worker"),
                (work, all) -> lookAgain());
        int processors = Runtime.getRuntime().availableProcessors();
        computing = new ThreadPoolExecutor(
                processors,
                processors,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons("computing"));
        computing.allowCoreThreadTimeOut(true);
    }

    /** Calls {@code then} after some time, in the thread that waits: it must not block. Nothing once this is closed. */
    void after(long nanoseconds, Runnable then) {
        try {
            var unused = waiting.schedule(then, nanoseconds, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("nothing more is done: the threads are being ended");
        }
    }

    /** Does {@code work} in a thread of its own, as soon as there is one, after what has waited longer. */
    void run(Runnable work) {
        backlog.add(work);
        threads.execute(this::workOn);
    }

    private void workOn() {
        for (Runnable next = backlog.poll(); next != null && !threads.isShutdown(); next = backlog.poll()) {
            Thread.interrupted(); // who was interrupted is done
            next.run();
        }
    }

    /** All threads have something to do, and whoever is done works on; the last of them may be about to end. */
    private void lookAgain() {
        if (looksAgain.compareAndSet(false, true)) {
            after(TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS), () -> {
                looksAgain.set(false);
                threads.execute(this::workOn);
            });
        }
    }

    /** The forecasts of all owners. */
    ForecastRounds rounds() {
        return rounds;
    }

    /** Does {@code work} after what was to be computed before it. */
    void compute(Runnable work) {
        try {
            computing.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("nothing more is computed: the threads are being ended");
        }
    }

    /** Begins nothing any more; who has something under way waits for its end first, see {@link Schedule#close}. */
    @Override
    public void close() {
        waiting.shutdownNow();
        threads.shutdownNow();
        computing.shutdownNow();
    }

    private static ThreadFactory daemons(String name) {
        ThreadFactory plain = Executors.defaultThreadFactory();
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = plain.newThread(work);
            thread.setName(name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
