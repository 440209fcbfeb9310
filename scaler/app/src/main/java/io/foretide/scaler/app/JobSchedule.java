package io.foretide.scaler.app;

import io.foretide.inference.CalendarSchedule;
import io.foretide.inference.Rhythm;
import io.foretide.inference.Schedule;
import io.foretide.retraining.BackgroundCommand;
import io.foretide.retraining.WeeklyTraining;
import io.foretide.retraining.tuning.NightlyTuning;
import io.foretide.scaler.control.ScaledClock;
import io.foretide.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the work of a job's line is done, each in its own period of the job's time.
 *
 * @param tick time between two decisions
 * @param inference time between two forecasts
 * @param training when models are retrained, if they are
 * @param tuning when the planner's settings are tuned, if they are
 */
public record JobSchedule(
        Duration tick, Duration inference, Optional<WeeklyTraining> training, Optional<NightlyTuning> tuning) {
    private static final Logger log = LoggerFactory.getLogger(JobSchedule.class);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);

    /** Ticks and forecasts alone. */
    public static JobSchedule of(Duration tick, Duration inference) {
        return new JobSchedule(tick, inference, Optional.empty(), Optional.empty());
    }

    /** What has to be ended when the work ends. */
    List<BackgroundCommand> commands() {
        return Stream.concat(
                        training.map(WeeklyTraining::command).stream(), tuning.map(NightlyTuning::command).stream())
                .toList();
    }

    /** Names what the calendar has to do. */
    void start(CalendarSchedule calendar) {
        training.ifPresent(weekly -> {
            calendar.weekly(weekly.day(), weekly.time(), weekly.zone(), weekly.name(), weekly.command());
            log.info("retrains every {} at {} {}", weekly.day(), weekly.time(), weekly.zone());
        });
        tuning.ifPresent(nightly -> {
            calendar.daily(nightly.time(), nightly.zone(), nightly.name(), nightly);
            log.info("tunes its settings every night at {} {}", nightly.time(), nightly.zone());
        });
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
        schedule.every(ticks, "tick of " + line.job(), line::tick);
        Duration quarter = ticks.period().dividedBy(4);
        schedule.every(Rhythm.of(quarter).atPhase(phase), "watch over " + line.job(), line::watch);
        schedule.every(
                Rhythm.of(Durations.min(quarter, FOLLOW_EVERY)).when(line::isRescaling),
                "rescale of " + line.job(),
                line::follow);
    }
}
