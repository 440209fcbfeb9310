package io.foretide.scaler.app;

import io.foretide.inference.CalendarSchedule;
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
    /** Of a schedule that one job has to itself. */
    public static final int THREADS = 4; // one each, so that no work waits for another

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

    /** Does the calendar's work from now on, with what was missed, until {@code calendar} is closed. */
    void start(CalendarSchedule calendar) {
        training.ifPresent(weekly -> {
            calendar.weekly(weekly.day(), weekly.time(), weekly.zone(), "training", weekly.command());
            log.info("retrains every {} at {} {}", weekly.day(), weekly.time(), weekly.zone());
        });
        tuning.ifPresent(nightly -> {
            calendar.daily(nightly.time(), nightly.zone(), "tuning", nightly);
            log.info("tunes its settings every night at {} {}", nightly.time(), nightly.zone());
        });
        calendar.start();
    }

    /** Does the work of {@code line} from now on, until {@code schedule} is closed. */
    public void start(JobLine line, Schedule schedule, ScaledClock clock) {
        schedule.every(clock.real(inference), "inference of " + line.job(), line::forecast);
        schedule.every(clock.real(tick), "tick of " + line.job(), line::tick);
        Duration quarter = clock.real(tick).dividedBy(4);
        schedule.every(quarter, "watch over " + line.job(), line::watch);
        schedule.every(Durations.min(quarter, FOLLOW_EVERY), "rescale of " + line.job(), line::follow);
    }
}
