package io.foretide.scaler.app;

import io.foretide.inference.Schedule;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at a job's rescale more often than the job is ticked, from the tick that began it until it is over: of thousands of jobs,
 * few are under way. Thread-safe.
 */
final class RescaleFollower {
    private final JobLine line;
    private final Schedule schedule;
    private final Duration period;
    private final AtomicBoolean following = new AtomicBoolean();

    /** @param period between two looks */
    RescaleFollower(JobLine line, Schedule schedule, Duration period) {
        this.line = line;
        this.schedule = schedule;
        this.period = period;
    }

    /** A tick, after which a rescale may be under way. */
    void tick() {
        line.tick();
        if (line.isRescaling() && following.compareAndSet(false, true)) {
            followLater();
        }
    }

    private void followLater() {
        schedule.once(period, "rescale of " + line.job(), this::follow);
    }

    private void follow() {
        line.follow();
        if (line.isRescaling()) {
            followLater();
        } else {
            following.set(false); // the next tick sees what began meanwhile
        }
    }
}
