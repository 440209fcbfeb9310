package io.foretide.telemetry.signal;

import io.foretide.forecast.Horizon;
import io.foretide.series.Features;
import io.foretide.telemetry.SignalSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Features of the calendar: hour, weekday and day of month where the users live, public holidays where countries are given (of
 * several the mean, as all days are days of the zone), and events if there are any; holidays and events also as they will be at the end of the horizon. Thread-safe.
 */
public final class CalendarSource implements SignalSource {
    private final ZoneId zone;
    private final List<Holidays> holidays;
    private final Optional<EventCalendar> events;

    /**
     * @param zone the users' time zone
     * @param countries ISO 3166 codes of two letters for the holidays, also with a region such as DE-BY; none: no holidays
     * @throws IllegalArgumentException if the holidays of one are not known; the message lists those that are
     */
    public CalendarSource(ZoneId zone, List<String> countries, Optional<EventCalendar> events) {
        this.zone = zone;
        this.holidays = countries.stream().map(Holidays::new).toList();
        this.events = events;
    }

    @Override
    public List<String> features() {
        List<String> features = new ArrayList<>(List.of(Features.HOUR, Features.WEEKDAY, Features.DAY_OF_MONTH));
        if (!holidays.isEmpty()) {
            features.addAll(List.of(Features.HOLIDAY, Features.HOLIDAY_AHEAD));
        }
        events.ifPresent(source -> features.addAll(List.of(Features.EVENT, Features.EVENT_AHEAD)));
        return features;
    }

    @Override
    public Map<String, Double> valuesAt(Instant now) {
        ZonedDateTime time = now.atZone(zone);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(Features.HOUR, (double) time.getHour());
        values.put(Features.WEEKDAY, (double) time.getDayOfWeek().getValue());
        values.put(Features.DAY_OF_MONTH, (double) time.getDayOfMonth());
        Instant ahead = now.plus(Horizon.DEFAULT.length());
        if (!holidays.isEmpty()) {
            values.put(Features.HOLIDAY, holiday(time.toLocalDate()));
            values.put(Features.HOLIDAY_AHEAD, holiday(ahead.atZone(zone).toLocalDate()));
        }
        events.ifPresent(source -> {
            values.put(Features.EVENT, share(source, now));
            values.put(Features.EVENT_AHEAD, share(source, ahead));
        });
        return values;
    }

    private double holiday(LocalDate day) {
        return holidays.stream().mapToDouble(country -> country.share(day)).sum() / holidays.size();
    }

    private static double share(EventCalendar events, Instant time) {
        return events.at(time).isPresent() ? 1 : 0;
    }
}
