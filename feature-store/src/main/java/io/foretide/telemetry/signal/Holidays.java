package io.foretide.telemetry.signal;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Share of a public holiday that a day is in one country. Thread-safe. */
final class Holidays {
    private final HolidayManager manager;
    private final Map<LocalDate, Double> known = new ConcurrentHashMap<>();

    /** Holidays of a country by its ISO 3166 code of two letters. */
    Holidays(String country) {
        String code = country.toUpperCase(Locale.ROOT);
        if (!HolidayManager.getSupportedCalendarCodes().contains(code)) {
            throw new IllegalArgumentException("country '" + country + "' has no known holidays; there are "
                    + String.join(", ", new TreeSet<>(HolidayManager.getSupportedCalendarCodes()))
                    + "\nMaybe list the holidays in an events file");
        }
        manager = HolidayManager.getInstance(ManagerParameters.create(code));
    }

    /** 1 on a public holiday, 0.5 on the day before and after, else 0. */
    double share(LocalDate date) {
        return known.computeIfAbsent(date, day -> {
            if (isHoliday(day)) {
                return 1.0;
            }
            return isHoliday(day.minusDays(1)) || isHoliday(day.plusDays(1)) ? 0.5 : 0.0;
        });
    }

    private boolean isHoliday(LocalDate day) {
        return manager.isHoliday(day, HolidayType.PUBLIC_HOLIDAY);
    }
}
