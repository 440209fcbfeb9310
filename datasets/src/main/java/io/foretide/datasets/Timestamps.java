package io.foretide.datasets;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of one file: ISO-8601 with offset, with {@code T} or a space; epoch seconds, milliseconds, microseconds or
 * nanoseconds; local times, if a zone is given. Not thread-safe.
 */
public final class Timestamps {
    private static final String ALLOWED =
            "ISO-8601 such as 2001-06-13T06:30Z, or an epoch of 1990 to 2100 in s, ms, us or ns";
    private static final DateTimeFormatter YEAR_FIRST = formatter("uuuu-MM-dd");
    private static final DateTimeFormatter DAY_FIRST = formatter("dd.MM.uuuu");
    private static final Pattern EPOCH = Pattern.compile("\\d{9,19}(?:\\.\\d*)?|\\d(?:\\.\\d*)?[eE]\\+?\\d{1,2}");

    /** 1990 and 2100, epoch seconds: wide enough for loads, and dates such as 202603020000 are never taken for an epoch. */
    private static final BigDecimal FIRST_EPOCH = BigDecimal.valueOf(631_152_000L);

    private static final BigDecimal LAST_EPOCH = BigDecimal.valueOf(4_102_444_800L);

    private final @Nullable ZoneId zone;
    private boolean isLocal;

    /** @param zone of times without offset, which are refused without it */
    public Timestamps(Optional<ZoneId> zone) {
        this.zone = zone.orElse(null);
    }

    /** The zone of the local times that were read, if there were any. */
    Optional<ZoneId> localZone() {
        return isLocal ? Optional.ofNullable(zone) : Optional.empty();
    }

    /**
     * The instant that a text names.
     *
     * @throws IllegalArgumentException saying what the text is and what is allowed
     */
    public Instant parse(String text) {
        String stripped = text.strip();
        if (stripped.length() > Quoted.LONGEST) {
            throw new IllegalArgumentException("the time is " + Quoted.of(text) + ", but must be " + ALLOWED);
        }
        Optional<Instant> epoch = epoch(stripped);
        if (epoch.isPresent()) {
            return epoch.get();
        }
        TemporalAccessor read;
        try {
            read = (stripped.indexOf('.') == 2 ? DAY_FIRST : YEAR_FIRST).parse(normal(stripped));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time is " + Quoted.of(text) + ", but must be " + ALLOWED, e);
        }
        LocalDate date = read.query(TemporalQueries.localDate());
        LocalTime time = read.query(TemporalQueries.localTime());
        LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        return local.toInstant(
                read.isSupported(ChronoField.OFFSET_SECONDS)
                        ? ZoneOffset.ofTotalSeconds(read.get(ChronoField.OFFSET_SECONDS))
                        : offset(local, text));
    }

    /** The epoch's unit is told by its size: from 1990 to 2100 the four ranges do not meet. */
    private static Optional<Instant> epoch(String text) {
        if (text.isEmpty() || text.indexOf('-') >= 0 || !EPOCH.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text);
        for (int digits : new int[] {0, 3, 6, 9}) {
            BigDecimal seconds = value.movePointLeft(digits);
            if (seconds.compareTo(FIRST_EPOCH) >= 0 && seconds.compareTo(LAST_EPOCH) < 0) {
                BigDecimal millis = seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP);
                return Optional.of(Instant.ofEpochMilli(millis.longValueExact()));
            }
        }
        return Optional.empty();
    }

    private ZoneOffset offset(LocalDateTime local, String text) {
        if (zone == null) {
            throw new IllegalArgumentException(
                    "the time is " + Quoted.of(text) + " without an offset, but must have one such as 2001-06-13T06:30Z"
                            + "\nMaybe --zone Europe/Berlin, or the calendar's zone for a file of signals.");
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            throw new IllegalArgumentException("the time is " + Quoted.of(text) + ", which "
                    + (offsets.isEmpty() ? "does not exist" : "comes twice") + " in " + zone
                    + " as the clocks change, but must have an offset such as 2001-06-13T06:30Z");
        }
        isLocal = true;
        return offsets.get(0);
    }

    /** One form of the many: a T between date and time, and Z for UTC. */
    private static String normal(String text) {
        if (text.length() < 11) {
            return text.replace('/', '-');
        }
        String time = text.substring(11).toUpperCase(Locale.ROOT);
        int zoneName = time.indexOf('[');
        if (zoneName >= 0) {
            time = time.substring(0, zoneName);
        }
        if (time.endsWith("UTC") || time.endsWith("GMT")) {
            time = time.substring(0, time.length() - 3) + "Z";
        }
        char between = text.charAt(10) == ' ' || text.charAt(10) == 't' ? 'T' : text.charAt(10);
        return text.substring(0, 10).replace('/', '-')
                + between
                + time.replace(" ", "").replace(',', '.');
    }

    private static DateTimeFormatter formatter(String date) {
        return new DateTimeFormatterBuilder()
                .appendPattern(date)
                .optionalStart()
                .appendPattern("'T'HH:mm")
                .optionalStart()
                .appendPattern(":ss")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalEnd()
                .appendPattern("[XXX][XX][X]")
                .optionalEnd()
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT)
                .withChronology(IsoChronology.INSTANCE);
    }
}
