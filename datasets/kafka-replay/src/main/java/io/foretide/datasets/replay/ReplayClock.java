package io.foretide.datasets.replay;

import java.time.Duration;
import java.time.Instant;

/**
 * The rule by which processes share one clock: {@code traceTime = from + (realNow - startAt) * speed}. Immutable.
 *
 * @param from the trace time at {@code startAtEpochMillis}
 * @param startAtEpochMillis the real time at which the replay begins
 * @param speed seconds of trace time per real second, positive
 */
record ReplayClock(Instant from, long startAtEpochMillis, double speed) {
    ReplayClock {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("the speed is " + speed + ", but must be a finite number above zero");
        }
    }

    /** Milliseconds of trace time since the trace instant; negative before it. */
    long traceMillisSince(Instant traceTime, long nowEpochMillis) {
        return (long) Math.floor((nowEpochMillis - startAtEpochMillis) * speed)
                - Duration.between(from, traceTime).toMillis();
    }

    /** Real time that replaying so much trace time takes. */
    Duration realTime(long traceMillis) {
        return Duration.ofMillis(Math.round(traceMillis / speed));
    }
}
