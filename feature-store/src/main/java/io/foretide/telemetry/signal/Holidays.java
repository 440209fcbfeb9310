package io.foretide.telemetry.signal;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.foretide.config.Codec;
import io.foretide.config.Codecs;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Share of a public holiday that a day is in one country, or in a region of it. Thread-safe. */
public final class Holidays {
    /** A country and, after hyphens, a region and a part of it. */
    private static final String FORM = "^[A-Za-z]{2}(-[A-Za-z0-9]{1,12}){0,2}$";

    private static final Set<String> COUNTRIES = HolidayManager.getSupportedCalendarCodes().stream()
            .filter(code -> code.length() == 2) // the others are stock exchanges
            .collect(Collectors.toUnmodifiableSet());

    private final HolidayManager manager;
    private final String[] region;
    private final Map<LocalDate, Double> known = new ConcurrentHashMap<>();

    /**
     * Holidays of a place.
     *
     * @param place ISO 3166 code of two letters, also with a region such as DE-BY; in capitals or not
     * @throws IllegalArgumentException if nothing is known of its holidays; the message lists those of which it is
     */
    Holidays(String place) {
        List<String> codes = List.of(place.toLowerCase(Locale.ROOT).split("-", -1));
        String country = codes.get(0).toUpperCase(Locale.ROOT);
        if (!COUNTRIES.contains(country)) {
            throw unknown(place, "a country with known holidays: ", COUNTRIES.stream());
        }
        manager = HolidayManager.getInstance(ManagerParameters.create(country));
        CalendarHierarchy within = manager.getCalendarHierarchy();
        String found = country;
        for (String code : codes.subList(1, codes.size())) {
            String outside = found;
            Map<String, CalendarHierarchy> parts = within.getChildren();
            if (!parts.containsKey(code)) {
                Stream<String> allowed =
                        parts.keySet().stream().map(part -> outside + "-" + part.toUpperCase(Locale.ROOT));
                throw unknown(
                        place,
                        parts.isEmpty()
                                ? outside + " as a whole"
                                : outside + " as a whole or a region of it with known holidays: ",
                        allowed);
            }
            within = parts.get(code);
            found = outside + "-" + code.toUpperCase(Locale.ROOT);
        }
        region = codes.subList(1, codes.size()).toArray(String[]::new);
    }

    /** A place whose holidays are known, as a configuration says it. */
    public static Codec<String> codec() {
        return Codecs.text(FORM, "a two-letter country code, or one with a region such as DE-BY")
                .as(
                        place -> {
                            var unused = new Holidays(place);
                            return place;
                        },
                        place -> place);
    }

    private static IllegalArgumentException unknown(String place, String allowed, Stream<String> codes) {
        return new IllegalArgumentException("\"" + place + "\": must be " + allowed
                + codes.sorted().collect(Collectors.joining(", ")) + "\nMaybe list the holidays in an events file");
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
        return manager.isHoliday(day, HolidayType.PUBLIC_HOLIDAY, region);
    }
}
