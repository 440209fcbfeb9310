package io.foretide.scaler.kubernetes;

import io.foretide.planner.decision.Cause;
import io.foretide.planner.decision.Overrides;
import io.foretide.scaler.control.Mode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people ask for by annotations of the scaled object. A value that cannot be read holds everything and says so: who
 * wrote it wanted something else than the usual.
 *
 * @param mode what Foretide may do
 * @param overrides for the planner
 */
record Wishes(Mode mode, Overrides overrides) {
    /**
     * Reads the annotations.
     *
     * @param configured the mode where no annotation says another
     */
    static Wishes of(Map<String, String> annotations, Mode configured, Instant now) {
        Mode mode = configured;
        try {
            mode = Optional.ofNullable(annotations.get(Annotations.MODE))
                    .map(Wishes::mode)
                    .orElse(configured);
            boolean all = paused(annotations, Annotations.PAUSE, now);
            OptionalInt min = count(annotations, Annotations.MIN);
            OptionalInt max = count(annotations, Annotations.MAX);
            if (min.isPresent() && max.isPresent() && min.getAsInt() > max.getAsInt()) {
                throw new IllegalArgumentException("annotation " + Annotations.MAX + " '" + max.getAsInt()
                        + "': at least that of " + Annotations.MIN + " (" + min.getAsInt() + ") is allowed");
            }
            return new Wishes(
                    mode,
                    new Overrides(
                            Optional.empty(),
                            all || paused(annotations, Annotations.PAUSE_OUT, now),
                            all || paused(annotations, Annotations.PAUSE_IN, now),
                            count(annotations, Annotations.PIN),
                            min,
                            max));
        } catch (IllegalArgumentException e) {
            return new Wishes(
                    mode,
                    Overrides.holding(new Cause.Recorded("annotation-unreadable", String.valueOf(e.getMessage()))));
        }
    }

    private static Mode mode(String text) {
        try {
            return Mode.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("annotation " + Annotations.MODE + ": " + e.getMessage(), e);
        }
    }

    private static boolean paused(Map<String, String> annotations, String key, Instant now) {
        String text = annotations.getOrDefault(key, "false");
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        try {
            return now.isBefore(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "annotation " + key + " '" + text
                            + "': true, false or a UTC time until which it holds, such as 2026-01-31T18:00:00Z, is allowed",
                    e);
        }
    }

    private static OptionalInt count(Map<String, String> annotations, String key) {
        String text = annotations.get(key);
        if (text == null) {
            return OptionalInt.empty();
        }
        try {
            int count = Integer.parseInt(text);
            if (count >= 1) {
                return OptionalInt.of(count);
            }
        } catch (NumberFormatException e) {
            // said below, as for a number below 1
        }
        throw new IllegalArgumentException(
                "annotation " + key + " '" + text + "': a whole number of at least 1 is allowed");
    }
}
