package io.foretide.scaler.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A job's clock that runs {@code speed} times as fast as the real one: trace time in a replay. Immutable. */
public final class ScaledClock extends Clock {
    private final Clock real;
    private final Instant realStart;
    private final Instant jobStart;
    private final double speed;

    /**
     * @param jobStart what this clock shows when the real one shows {@code realStart}
     * @param speed seconds of this clock per real second, above 0
     */
    public ScaledClock(Clock real, Instant realStart, Instant jobStart, double speed) {
        this.real = real;
        this.realStart = realStart;
        this.jobStart = jobStart;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        long realNanos = Duration.between(realStart, real.instant()).toNanos();
        return jobStart.plusNanos((long) (realNanos * speed));
    }

    /** The real time that {@code jobTime} takes. */
    public Duration real(Duration jobTime) {
        return Duration.ofNanos((long) (jobTime.toNanos() / speed));
    }

    /** The time of the job that passes in {@code real} time. */
    public Duration ofReal(Duration real) {
        return Duration.ofNanos((long) (real.toNanos() * speed));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
