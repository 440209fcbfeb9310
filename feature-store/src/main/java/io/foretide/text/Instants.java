package io.foretide.text;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Instants as people write them: ISO-8601 with or without seconds, within the years in which something was or will be measured. */
public final class Instants {
    /** Milliseconds between any two of them, and nanoseconds since 1970, are a long. */
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private Instants() {}

    /**
     * Reads an instant.
     *
     * @throws IllegalArgumentException naming the text and what is allowed
     */
    public static Instant parse(String text) {
        Instant time;
        try {
            time = OffsetDateTime.parse(text.trim()).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "': must be a UTC time such as 2001-06-07T06:30:00Z", e);
        }
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException("'" + text + "': must be a time from 1900 to 2200");
        }
        return time;
    }
}
