package io.foretide.scaler.app;

import io.foretide.inference.Schedule;
import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at a job's rescale more often than the job is ticked, from the tick that began it until it is over: its stages are timed to
 * one part in sixty, so that one which lasts is looked at less and less often. Thread-safe.
 */
final class RescaleFollower {
    private static final int PARTS = 60;

    private final JobLine line;
    private final Schedule schedule;
    private final Duration period;
    private final AtomicBoolean following = new AtomicBoolean();

    /** @param period between two looks, at least */
    RescaleFollower(JobLine line, Schedule schedule, Duration period) {
        this.line = line;
        this.schedule = schedule;
        this.period = period;
    }

    /** A tick, after which a rescale may be under way. */
    void tick() {
        line.tick();
        Optional<Instant> since = line.rescalingSince();
        if (since.isPresent() && following.compareAndSet(false, true)) {
            followFrom(since, System.nanoTime());
        }
    }

    /** @param begun when the rescale that was decided at {@code since} was first seen, by {@link System#nanoTime} */
    private void followFrom(Optional<Instant> since, long begun) {
        if (since.isEmpty()) {
            following.set(false); // the next tick sees what began meanwhile
            return;
        }
        Duration part = Duration.ofNanos((System.nanoTime() - begun) / PARTS);
        schedule.once(Durations.max(period, part), "rescale of " + line.job(), () -> {
            line.follow();
            Optional<Instant> now = line.rescalingSince();
            followFrom(now, now.equals(since) ? begun : System.nanoTime());
        });
    }
}
