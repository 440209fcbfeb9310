package io.foretide.scaler.app;

import io.foretide.inference.CalendarSchedule;
import io.foretide.inference.CalendarTime;
import io.foretide.inference.CalendarWork;
import io.foretide.retraining.BackgroundCommand;
import io.foretide.retraining.ScheduledTraining;
import io.foretide.retraining.tuning.NightlyTuning;
import io.foretide.store.JobContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for a job by the calendar.
 *
 * @param contents where it is kept when each is due
 * @param training when models are retrained, if they are
 * @param tuning when the planner's settings are tuned, if they are
 */
public record CalendarDuties(
        JobContents contents, Optional<ScheduledTraining> training, Optional<NightlyTuning> tuning) {
    private static final Logger log = LoggerFactory.getLogger(CalendarDuties.class);

    /** What has to be ended when the work ends. */
    List<BackgroundCommand> commands() {
        return Stream.concat(
                        training.map(ScheduledTraining::command).stream(), tuning.map(NightlyTuning::command).stream())
                .toList();
    }

    /** Gives it to a calendar, until what is returned is closed. */
    AutoCloseable begin(CalendarSchedule calendar) {
        List<CalendarWork> works = new ArrayList<>();
        training.ifPresent(scheduled -> {
            CalendarTime when = new CalendarTime(scheduled.day(), scheduled.time(), scheduled.zone());
            works.add(new CalendarWork("training", when, scheduled.command()));
            log.info("retrains {}", when);
        });
        tuning.ifPresent(nightly -> {
            works.add(new CalendarWork("tuning", CalendarTime.daily(nightly.time(), nightly.zone()), nightly));
            log.info("tunes its settings every night at {} {}", nightly.time(), nightly.zone());
        });
        return calendar.serve(contents.content(CalendarSchedule.KEPT), works);
    }
}
