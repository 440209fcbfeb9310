package io.foretide.inference;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of one owner that recurs, by a clock that never jumps: setting the machine's clock moves none of it. A run that is still
 * going when the next is due is not overtaken; missed runs are not repeated; one that fails is said, and the next one is tried.
 * Thread-safe.
 */
public final class Schedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Workers workers;
    private final Map<Object, Thread> underWay = new HashMap<>();
    private boolean closed;

    /** @param workers who do it, and other owners' work besides */
    public Schedule(Workers workers) {
        this.workers = workers;
    }

    /** Runs {@code work} now and then every {@code period} of real time. */
    public void every(Duration period, String name, Runnable work) {
        every(Rhythm.of(period), name, work);
    }

    /** Runs {@code work} again and again. */
    public void every(Rhythm rhythm, String name, Runnable work) {
        Recurring recurring = new Recurring(rhythm, name, work);
        workers.after(rhythm.first().toNanos(), recurring::due);
    }

    /** Runs {@code work} once, after {@code delay}. */
    public void once(Duration delay, String name, Runnable work) {
        workers.after(delay.toNanos(), () -> workers.run(() -> isDone(new Object(), name, work)));
    }

    /** Where forecasts wait for their turn among those of all owners. */
    public ForecastRounds rounds() {
        return workers.rounds();
    }

    /** Begins no run any more, and does not wait for those under way. */
    public synchronized void beginNothing() {
        closed = true;
    }

    /** Stops after the runs that are under way; one that does not end in half a minute is interrupted. */
    @Override
    public synchronized void close() {
        beginNothing();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (long left = PATIENCE.toMillis(); !underWay.isEmpty() && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
            underWay.values().forEach(Thread::interrupt);
        } catch (InterruptedException e) {
            underWay.values().forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Does a run, unless the schedule is closed. */
    private boolean isDone(Object run, String name, Runnable work) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            underWay.put(run, Thread.currentThread());
        }
        try {
            work.run();
        } catch (Throwable e) {
            log.error("{} failed, and is tried again: {}", name, e.toString(), e);
        } finally {
            synchronized (this) {
                underWay.remove(run);
                notifyAll();
            }
        }
        return true;
    }

    private final class Recurring {
        private final Rhythm rhythm;
        private final String name;
        private final Runnable work;
        private long due;

        Recurring(Rhythm rhythm, String name, Runnable work) {
            this.rhythm = rhythm;
            this.name = name;
            this.work = work;
            this.due = System.nanoTime() + rhythm.first().toNanos();
        }

        void due() {
            if (isClosed()) {
                return;
            }
            if (rhythm.needed().getAsBoolean()) {
                workers.run(this::run);
            } else {
                next();
            }
        }

        private void run() {
            if (isDone(this, name, work)) {
                next();
            }
        }

        private void next() {
            long now = System.nanoTime();
            long period = rhythm.period().toNanos();
            due += period * (1 + Math.max(0, (now - due) / period));
            workers.after(due - now, this::due);
        }
    }
}
