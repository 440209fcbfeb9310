package io.foretide.inference;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * A local time of every week or every day. A time that a clock change leaves out comes as much later as was left out; of one that
 * comes twice, the first counts.
 *
 * @param day of the week; empty: every day
 */
public record CalendarTime(Optional<DayOfWeek> day, LocalTime time, ZoneId zone) {
    /** Once a day. */
    public static CalendarTime daily(LocalTime time, ZoneId zone) {
        return new CalendarTime(Optional.empty(), time, zone);
    }

    /** The first such time that is later. */
    Instant next(Instant after) {
        LocalDate date = on(after.atZone(zone).toLocalDate());
        Instant next = at(date);
        return next.isAfter(after) ? next : at(on(date.plusDays(1)));
    }

    private LocalDate on(LocalDate earliest) {
        return day.map(wanted -> earliest.with(TemporalAdjusters.nextOrSame(wanted)))
                .orElse(earliest);
    }

    private Instant at(LocalDate date) {
        return date.atTime(time).atZone(zone).toInstant();
    }

    /** For people, and to tell whether it is still the same. */
    @Override
    public String toString() {
        return "every " + day.map(DayOfWeek::toString).orElse("day").toLowerCase(Locale.ROOT) + " at " + time + " "
                + zone;
    }
}
