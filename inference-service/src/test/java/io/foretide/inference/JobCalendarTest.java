package io.foretide.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.store.JobContents;
import io.foretide.store.SharedContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that come and go, as long as what is kept stays. */
class JobCalendarTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final CalendarTime SUNDAYS =
            new CalendarTime(Optional.of(DayOfWeek.SUNDAY), LocalTime.of(3, 0), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private SharedContent kept;
    private Instant now = MONDAY;
    private int runs;

    @BeforeEach
    void keep() {
        kept = new JobContents.InFolder(folder).content("schedule.json");
    }

    private JobCalendar process(CalendarTime when) {
        return process(when, () -> runs++);
    }

    private JobCalendar process(CalendarTime when, Runnable work) {
        return new JobCalendar(kept, List.of(new CalendarWork("training", when, work)), () -> now);
    }

    /** Runs of a process that is there for a moment. */
    private int runsOf(CalendarTime when) {
        int before = runs;
        try (JobCalendar calendar = process(when)) {
            calendar.look();
            calendar.look();
        }
        return runs - before;
    }

    @Test
    void aFirstStartMakesUpForNothing() {
        assertThat(runsOf(SUNDAYS)).isZero();
    }

    @Test
    void workIsDoneAtItsTime() {
        try (JobCalendar calendar = process(SUNDAYS)) {
            now = Instant.parse("2026-03-08T02:59:59Z");
            calendar.look();
            assertThat(runs).isZero();
            now = Instant.parse("2026-03-08T03:00:00Z");
            calendar.look();
            calendar.look();
            assertThat(runs).isEqualTo(1);
            now = now.plus(WEEK);
            calendar.look();
            assertThat(runs).isEqualTo(2);
        }
    }

    @Test
    void missedWeeksAreMadeUpForOnce() {
        runsOf(SUNDAYS);
        now = MONDAY.plus(WEEK.multipliedBy(3));
        assertThat(runsOf(SUNDAYS)).isEqualTo(1);
        assertThat(runsOf(SUNDAYS)).isZero();
    }

    @Test
    void anotherTimeCountsFromNowOn() {
        runsOf(SUNDAYS);
        now = MONDAY.plus(WEEK.multipliedBy(3));
        assertThat(runsOf(new CalendarTime(Optional.of(DayOfWeek.SUNDAY), LocalTime.of(4, 0), ZoneOffset.UTC)))
                .isZero();
    }

    @Test
    void workThatNobodyWantsAnyMoreIsForgotten() {
        runsOf(SUNDAYS);
        now = MONDAY.plus(WEEK.multipliedBy(3));
        new JobCalendar(kept, List.of(), () -> now).close();
        assertThat(runsOf(SUNDAYS)).isZero();
    }

    @Test
    void aJobWithoutSuchWorkKeepsNothing() throws IOException {
        new JobCalendar(kept, List.of(), () -> now).close();
        assertThat(kept.read()).isEmpty();
    }

    @Test
    void workThatWasUnderWayWhenTheJobWasGivenAwayIsDoneByItsNextOwner() {
        JobCalendar[] first = new JobCalendar[1];
        first[0] = process(SUNDAYS, () -> first[0].close());
        now = MONDAY.plus(WEEK);
        first[0].look();
        assertThat(runsOf(SUNDAYS)).isEqualTo(1);
        assertThat(runsOf(SUNDAYS)).isZero();
    }

    @Test
    void whatAnotherProcessHasDoneIsNotDoneAgain() {
        try (JobCalendar first = process(SUNDAYS);
                JobCalendar second = process(SUNDAYS)) {
            now = MONDAY.plus(WEEK);
            second.look();
            first.look();
            assertThat(runs).isEqualTo(1);
        }
    }

    @Test
    void workThatTakesTheProcessWithItIsLeftOutInTheEnd() {
        runsOf(SUNDAYS);
        now = MONDAY.plus(WEEK);
        int begun = 0;
        for (int start = 0; start < 5; start++) {
            int[] here = new int[1];
            JobCalendar[] calendar = new JobCalendar[1];
            calendar[0] = process(SUNDAYS, () -> {
                here[0]++;
                calendar[0].close(); // as the process is killed
            });
            calendar[0].look();
            begun += here[0];
        }
        assertThat(begun).isEqualTo(3);
        assertThat(runsOf(SUNDAYS)).isZero();
        now = now.plus(WEEK);
        assertThat(runsOf(SUNDAYS)).isEqualTo(1);
    }

    @Test
    void workThatFailsIsDoneAtItsNextTime() {
        try (JobCalendar calendar = process(SUNDAYS, () -> {
            runs++;
            throw new IllegalStateException("no");
        })) {
            now = MONDAY.plus(WEEK);
            calendar.look();
            calendar.look();
            assertThat(runs).isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeNotedIsNotBegunAndTriedAgain() throws IOException {
        Path file = folder.resolve("schedule.json");
        try (JobCalendar calendar = process(SUNDAYS)) {
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            Files.createDirectory(file);
            now = MONDAY.plus(WEEK);
            calendar.look();
            assertThat(runs).isZero();
            Files.delete(file);
            Files.write(file, content);
            calendar.look();
            assertThat(runs).isEqualTo(1);
        }
    }

    @Test
    void aDamagedFileIsBegunAnew() throws IOException {
        Files.writeString(folder.resolve("schedule.json"), "{\"works\": 7");
        assertThat(runsOf(SUNDAYS)).isZero();
        now = MONDAY.plus(WEEK);
        assertThat(runsOf(SUNDAYS)).isEqualTo(1);
    }
}
