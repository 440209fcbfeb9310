package io.foretide.scaler.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Time that a piece of work still takes, by how fast it went in the last quarter of its time so far: work that slows down, as when
 * the slowest of several parts is the last, is not judged by its beginning. Never less than the time for which nothing has moved.
 * Thread-safe; who calls has the clock.
 */
final class TimeLeft {
    /** Of the time so far that is looked at. */
    private static final int QUARTER = 4;

    /** Readings of the whole time are kept this closely. */
    private static final int READINGS = 64;

    private record Reading(long nanos, long done) {}

    private final long begunNanos;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private long done;
    private long movedNanos;

    TimeLeft(long begunNanos) {
        this.begunNanos = begunNanos;
        this.movedNanos = begunNanos;
        readings.add(new Reading(begunNanos, 0));
    }

    /** So many units are done. */
    synchronized void reached(long units, long nanos) {
        if (units != done) {
            done = units;
            movedNanos = nanos;
        }
        if (nanos - readings.getLast().nanos() >= (nanos - begunNanos) / READINGS) {
            readings.add(new Reading(nanos, units));
        }
        long quarterAgo = nanos - (nanos - begunNanos) / QUARTER;
        while (readings.size() > 1 && second().nanos() <= quarterAgo) {
            readings.removeFirst();
        }
    }

    private Reading second() {
        return readings.stream().skip(1).findFirst().orElseThrow();
    }

    /** Time until {@code total} units are done; unknown as long as none is. */
    synchronized Optional<Duration> until(long total, long nanos) {
        if (done == 0) {
            return Optional.empty();
        }
        Reading from = readings.getFirst();
        double moved = done - from.done();
        double perUnit = moved > 0 ? (nanos - from.nanos()) / moved : (nanos - begunNanos) / (double) done;
        return Optional.of(Duration.ofNanos(Math.max((long) (perUnit * (total - done)), nanos - movedNanos)));
    }
}
