package io.foretide.scaler.control;

import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Notices that the machine's clock was set, by one that never jumps. Not thread-safe. */
public final class ClockWatch {
    /** What keeps clocks right slews them by milliseconds; whatever happens between two readings is shorter. */
    static final Duration NOTICED = Duration.ofSeconds(10);

    private final ScaledClock clock;
    private final LongSupplier nanoTime;
    private Instant last;
    private long lastNanos;

    public ClockWatch(ScaledClock clock) {
        this(clock, System::nanoTime);
    }

    /** @param nanoTime nanoseconds since some moment, never less than before */
    ClockWatch(ScaledClock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.last = clock.instant();
        this.lastNanos = nanoTime.getAsLong();
    }

    /** By how much the job's clock was set since this was last asked, forward if above zero; zero if it was not. */
    public Duration jump() {
        Instant now = clock.instant();
        long nanos = nanoTime.getAsLong();
        Duration passed = clock.ofReal(Duration.ofNanos(nanos - lastNanos));
        Duration jump = Duration.between(last.plus(passed), now);
        last = now;
        lastNanos = nanos;
        return Durations.isShorter(jump.abs(), clock.ofReal(NOTICED)) ? Duration.ZERO : jump;
    }
}
