package io.foretide.scaler.kubernetes;

import io.foretide.scaler.control.Mode;
import java.time.Instant;
import java.util.Optional;

/**
 * A mode as an annotation gives it: {@code off}, or {@code off until 2026-01-31T18:00:00Z}. Both in one value, so that whoever
 * overwrites it needs to know of no other.
 *
 * @param until when the configuration's mode counts again; empty for never
 */
public record AnnotatedMode(Mode mode, Optional<Instant> until) {
    /** Stands between a value and its end. */
    static final String UNTIL = " until ";

    /**
     * The mode that {@code text} gives.
     *
     * @throws IllegalArgumentException if it gives none
     * @throws java.time.format.DateTimeParseException if its end is no time
     */
    static AnnotatedMode parse(String text) {
        int at = text.indexOf(UNTIL);
        return at < 0
                ? new AnnotatedMode(Mode.parse(text), Optional.empty())
                : new AnnotatedMode(
                        Mode.parse(text.substring(0, at)),
                        Optional.of(Instant.parse(
                                text.substring(at + UNTIL.length()).strip())));
    }

    boolean isInForce(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isEmpty();
    }

    /** The annotation's value. */
    @Override
    public String toString() {
        return mode.word() + until.map(end -> UNTIL + end).orElse("");
    }
}
