package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.foretide.store.SqliteDatabase;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that come and go, as long as their file stays. */
class CalendarScheduleTest {
    private static final ZonedDateTime FAR = ZonedDateTime.now(ZoneOffset.UTC).plusDays(3);

    private static final LocalTime FAR_IN_THE_DAY =
            FAR.toLocalTime().plusHours(12).truncatedTo(ChronoUnit.MINUTES);

    @TempDir
    Path folder;

    private final Semaphore runs = new Semaphore(0);
    private SqliteDatabase database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("schedule.db"), CalendarSchedule.MIGRATIONS);
    }

    /** A process that is there for a moment, and how often the work ran meanwhile. */
    private int process(DayOfWeek day, LocalTime time, ZoneId zone) throws InterruptedException {
        try (CalendarSchedule schedule = new CalendarSchedule(database)) {
            schedule.weekly(day, time, zone, "training", runs::release);
            return process(schedule);
        }
    }

    private int process(CalendarSchedule schedule) throws InterruptedException {
        schedule.start(Set.of());
        boolean ran = runs.tryAcquire(isMissed() ? 60_000 : 300, TimeUnit.MILLISECONDS);
        Thread.sleep(100);
        return (ran ? 1 : 0) + runs.drainPermits();
    }

    private boolean isMissed() {
        return database.with(handle -> handle.select("select next_fire_time from qrtz_triggers")
                .mapTo(Long.class)
                .findOne()
                .filter(time -> time < System.currentTimeMillis())
                .isPresent());
    }

    private void missWeeks(int weeks) {
        database.use(handle -> handle.execute(
                "update qrtz_triggers set next_fire_time = ?",
                System.currentTimeMillis() - Duration.ofDays(7L * weeks - 1).toMillis()));
    }

    @Test
    void aFirstStartMakesUpForNothing() throws Exception {
        assertThat(process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC)).isZero();
    }

    @Test
    void missedWeeksAreMadeUpForOnce() throws Exception {
        process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC);
        missWeeks(3);
        assertThat(process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC)).isEqualTo(1);
        assertThat(process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC)).isZero();
    }

    @Test
    void anotherTimeCountsFromNowOn() throws Exception {
        process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC);
        missWeeks(3);
        assertThat(process(FAR.getDayOfWeek(), LocalTime.MIDNIGHT, ZoneOffset.UTC))
                .isZero();
    }

    @Test
    void missedNightsAreMadeUpForOnce() throws Exception {
        night();
        missWeeks(1);
        assertThat(night()).isEqualTo(1);
        assertThat(night()).isZero();
    }

    private int night() throws InterruptedException {
        try (CalendarSchedule schedule = new CalendarSchedule(database)) {
            schedule.daily(FAR_IN_THE_DAY, ZoneOffset.UTC, "tuning", runs::release);
            return process(schedule);
        }
    }

    @Test
    void missedWeeksAreMadeUpForWhenTheWorkIsNamedAfterTheStart() throws Exception {
        process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC);
        missWeeks(3);
        try (CalendarSchedule schedule = new CalendarSchedule(database)) {
            schedule.start(Set.of("training"));
            await().atMost(Duration.ofMinutes(1)).until(() -> !isMissed());
            schedule.weekly(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC, "training", runs::release);
            assertThat(runs.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC)).isZero();
    }

    @Test
    void workThatNobodyWantsAnyMoreIsForgotten() throws Exception {
        process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC);
        missWeeks(3);
        try (CalendarSchedule schedule = new CalendarSchedule(database)) {
            schedule.start(Set.of());
        }
        assertThat(process(FAR.getDayOfWeek(), LocalTime.NOON, ZoneOffset.UTC)).isZero();
    }
}
