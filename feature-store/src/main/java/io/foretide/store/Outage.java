package io.foretide.store;

import io.foretide.text.Durations;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server is away. While it is, one caller at a time looks whether it is back, each time after a longer pause, and all
 * others are told at once: nobody waits for a server of which another has just seen that it does not answer, and it is not run
 * over when it comes back. Thread-safe.
 */
final class Outage {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final LongSupplier nanoTime;
    private final Duration longestPause;
    private @Nullable StoreException failure;
    private @Nullable Thread looker;
    private Duration pause = FIRST_PAUSE;
    private long nextLook;

    /**
     * Nobody is away yet.
     *
     * @param nanoTime a clock that never jumps
     * @param longestPause between two looks
     */
    Outage(LongSupplier nanoTime, Duration longestPause) {
        this.nanoTime = nanoTime;
        this.longestPause = longestPause;
    }

    /**
     * What {@code work} finds, unless the server is away.
     *
     * @throws StoreException if it is, or {@code work} throws it
     */
    <T> T during(Supplier<T> work) {
        boolean looks = begin();
        try {
            T found = work.get();
            end(looks);
            return found;
        } catch (RuntimeException | Error e) {
            if (e instanceof StoreException failed && failed.isAway()) {
                seen(failed, looks);
            } else {
                end(looks);
            }
            throw e;
        }
    }

    /** Whether the caller is the one who looks whether it is back. */
    private synchronized boolean begin() {
        StoreException away = failure;
        if (away == null || Thread.currentThread().equals(looker)) {
            return false;
        }
        if (looker != null || nanoTime.getAsLong() - nextLook < 0) {
            throw new StoreException(String.valueOf(away.getMessage()), away, true);
        }
        looker = Thread.currentThread();
        return true;
    }

    private synchronized void seen(StoreException away, boolean looked) {
        if (failure == null) {
            pause = FIRST_PAUSE;
        } else if (looked) {
            pause = Durations.min(pause.multipliedBy(2), longestPause);
            looker = null;
        }
        failure = away;
        nextLook = nanoTime.getAsLong() + pause.toNanos();
    }

    /** Who began before it was away tells nothing of now. */
    private synchronized void end(boolean looked) {
        if (looked) {
            failure = null;
            looker = null;
        }
    }
}
