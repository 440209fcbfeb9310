package io.foretide.whatif.setup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Instants as people write them: ISO-8601 with or without seconds. */
public final class Times {
    private Times() {}

    /**
     * Reads an instant.
     *
     * @throws IllegalArgumentException naming the text and what is allowed
     */
    public static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.trim()).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "': must be a UTC time such as 2001-06-07T06:30Z", e);
        }
    }
}
