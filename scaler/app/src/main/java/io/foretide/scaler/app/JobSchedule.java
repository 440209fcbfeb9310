package io.foretide.scaler.app;

import io.foretide.inference.Rhythm;
import io.foretide.inference.Schedule;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * When the work of a job's line is done, each in its own period of the job's time.
 *
 * @param tick time between two decisions
 * @param inference time between two forecasts
 * @param duties what is done by the calendar besides
 */
public record JobSchedule(Duration tick, Duration inference, Optional<CalendarDuties> duties) {
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);

    /** Ticks and forecasts alone. */
    public static JobSchedule of(Duration tick, Duration inference) {
        return new JobSchedule(tick, inference, Optional.empty());
    }

    /** Does the work of {@code line} from now on, until {@code schedule} is closed. */
    public void start(JobLine line, Schedule schedule, ScaledClock clock) {
        start(line, schedule, clock, 0);
    }

    /**
     * The same beside the work of others.
     *
     * @param phase share of a period, 0 to 1, after which work is done for the first time
     */
    void start(JobLine line, Schedule schedule, ScaledClock clock, double phase) {
        Rhythm ticks = Rhythm.of(clock.real(tick)).atPhase(phase);
        Rhythm forecasts = Rhythm.of(clock.real(inference)).atPhase(phase);
        if (Durations.isLonger(forecasts.first(), ticks.first())) {
            schedule.once(ticks.first(), "inference of " + line.job(), () -> line.forecastIn(schedule.rounds()));
        }
        schedule.every(forecasts, "inference of " + line.job(), () -> line.forecastIn(schedule.rounds()));
        Duration quarter = ticks.period().dividedBy(4);
        RescaleFollower follower = new RescaleFollower(line, schedule, Durations.min(quarter, FOLLOW_EVERY));
        schedule.every(ticks, "tick of " + line.job(), follower::tick);
        schedule.every(Rhythm.of(quarter).atPhase(phase), "watch over " + line.job(), line::watch);
    }
}
