package io.foretide.scaler.control;

import io.foretide.text.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that ticks end: one that takes several ticks is interrupted, so that the next one is tried. By a clock that never
 * jumps. Thread-safe.
 */
public final class TickWatch {
    /** Ticks without an end that are too many: a slow tick is no silence. */
    private static final int OVERDUE_TICKS = 2;

    /** However short ticks are: what they ask has a deadline of ten seconds, and they ask several. */
    private static final Duration LEAST_OVERDUE = Duration.ofSeconds(30);

    /** A tick that does not heed interrupts for so many times as long never will: only a new process helps. */
    private static final int STUCK = 3;

    private final Duration tick;
    private final Duration allowed;
    private final LongSupplier nanoTime;
    private long lastEnd;
    private @Nullable Thread running;

    /** @param tick real time from one tick to the next */
    public TickWatch(Duration tick) {
        this(tick, System::nanoTime);
    }

    /** @param nanoTime nanoseconds since some moment, never less than before */
    TickWatch(Duration tick, LongSupplier nanoTime) {
        this.tick = tick;
        this.allowed = Durations.max(LEAST_OVERDUE, tick.multipliedBy(OVERDUE_TICKS));
        this.nanoTime = nanoTime;
        this.lastEnd = nanoTime.getAsLong();
    }

    /** A tick that has not ended in time. */
    public record Overdue(Duration by, Optional<String> at) {
        /** For people. */
        public String sentence() {
            return "no tick has ended for " + by.toSeconds() + " s longer than it should take"
                    + at.map(place -> ": it is at " + place + ", is interrupted, and the next one is tried")
                            .orElse(": none has begun");
        }
    }

    /** Does the work of a tick in this thread. */
    public void during(Runnable work) {
        synchronized (this) {
            running = Thread.currentThread();
        }
        try {
            work.run();
        } finally {
            synchronized (this) {
                running = null;
                lastEnd = nanoTime.getAsLong();
            }
        }
    }

    /** How long a tick has been due, beyond the one that is allowed for it; zero while all is well. */
    public synchronized Duration overdue() {
        Duration since = Duration.ofNanos(nanoTime.getAsLong() - lastEnd);
        return Durations.max(Duration.ZERO, since.minus(tick));
    }

    /** Interrupts a tick that is overdue by two ticks; empty while none is. */
    public synchronized Optional<Overdue> look() {
        if (!isOverdue()) {
            return Optional.empty();
        }
        Duration overdue = overdue();
        Optional<String> at = Optional.ofNullable(running).map(TickWatch::place);
        if (running != null) {
            running.interrupt();
        }
        return Optional.of(new Overdue(overdue, at));
    }

    /** Whether ticks take longer than is borne with. */
    public synchronized boolean isOverdue() {
        return !Durations.isShorter(overdue(), allowed);
    }

    /** Whether a tick neither ends nor heeds the interrupt: the process has to be started anew. */
    public synchronized boolean isStuck() {
        return !Durations.isShorter(overdue(), allowed.multipliedBy(STUCK));
    }

    /** The innermost place of ours in which a thread is. */
    private static String place(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.foretide."))
                .findFirst()
                .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName())
                .orElse("its beginning");
    }
}
