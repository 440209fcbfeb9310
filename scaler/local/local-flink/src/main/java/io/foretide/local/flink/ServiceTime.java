package io.foretide.local.flink;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Makes every record cost the same time, as a call to an outside service would. The time is slept off in portions of a few
 * milliseconds, and what was really slept is carried over, so that a busy slot processes exactly
 * {@code 1e9 / nanosPerRecord} records per second however late the operating system wakes it, and two cores can host a
 * dozen slots. Not thread-safe.
 */
final class ServiceTime {
    /** Short enough for checkpoints to pass, long enough for waking up to be cheap. */
    private static final long PORTION_NANOS = 5_000_000;
    /** A shorter gap between two records was work of the framework; in a longer one there was no record to process. */
    private static final long MAX_WORK_GAP_NANOS = 1_000_000;
    /** A stall of the machine may be made up for, but not for ever. */
    private static final long MAX_CREDIT_NANOS = 200_000_000;

    private final long nanosPerRecord;
    private final LongSupplier nanoTime;
    private final LongConsumer sleepNanos;
    private long owedNanos;
    private long lastNanoTime;

    ServiceTime(long nanosPerRecord, LongSupplier nanoTime, LongConsumer sleepNanos) {
        this.nanosPerRecord = nanosPerRecord;
        this.nanoTime = nanoTime;
        this.sleepNanos = sleepNanos;
        this.lastNanoTime = nanoTime.getAsLong();
    }

    static ServiceTime real(long nanosPerRecord) {
        return new ServiceTime(nanosPerRecord, System::nanoTime, LockSupport::parkNanos);
    }

    /** Serves one record. */
    void serve() {
        long now = nanoTime.getAsLong();
        long gap = now - lastNanoTime;
        if (gap < MAX_WORK_GAP_NANOS) {
            owedNanos -= gap;
        }
        owedNanos += nanosPerRecord;
        if (owedNanos >= PORTION_NANOS) {
            sleepNanos.accept(owedNanos);
            long woken = nanoTime.getAsLong();
            owedNanos = Math.max(owedNanos - (woken - now), -MAX_CREDIT_NANOS);
            now = woken;
        }
        lastNanoTime = now;
    }
}
