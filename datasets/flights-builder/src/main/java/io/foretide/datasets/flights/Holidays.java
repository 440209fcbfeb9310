package io.foretide.datasets.flights;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Nationwide US public holidays, by the date in New York. */
final class Holidays {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final HolidayManager calendar =
            HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.UNITED_STATES));

    /** Whether the date {@code daysLater} days after the instant's is a holiday (1 for the day before a holiday). */
    boolean isHoliday(Instant time, int daysLater) {
        return isHoliday(LocalDate.ofInstant(time, NEW_YORK).plusDays(daysLater));
    }

    boolean isHoliday(LocalDate date) {
        return calendar.isHoliday(date, HolidayType.PUBLIC_HOLIDAY);
    }
}
