package io.foretide.scaler.kubernetes;

import io.foretide.scaler.control.Mode;
import io.foretide.scaler.kubernetes.KubernetesCause.AnnotationUnreadable;
import io.foretide.scaler.kubernetes.KubernetesCause.SpecUnreadable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what people ask for by its kind, and keeps the first that means nothing. Not thread-safe. */
final class AnnotationReader {
    private static final String EXAMPLE = "2026-01-31T18:00:00Z";

    private final Map<String, String> annotations;
    private final Set<String> inSpec;
    private final Instant now;
    private @Nullable KubernetesCause problem;

    AnnotationReader(Asked asked, Instant now) {
        this.annotations = asked.words();
        this.inSpec = asked.inSpec();
        this.now = now;
    }

    Optional<KubernetesCause> problem() {
        return Optional.ofNullable(problem);
    }

    /** The mode that is annotated, while it counts, or else {@code configured}. */
    Mode mode(Mode configured) {
        Optional<String> text = Optional.ofNullable(annotations.get(Annotations.MODE));
        try {
            return text.map(AnnotatedMode::parse)
                    .filter(mode -> mode.isInForce(now))
                    .map(AnnotatedMode::mode)
                    .orElse(configured);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            unreadable(
                    Annotations.MODE,
                    "recommend, auto or off, or one of them for a time, such as 'off until " + EXAMPLE + "'");
            return configured;
        }
    }

    /** Whether an annotated mode counts still; one that cannot be read does: it holds. */
    static boolean isInForce(String mode, Instant now) {
        try {
            return AnnotatedMode.parse(mode).isInForce(now);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return true;
        }
    }

    /** Up to when sizes that others have set are not left alone. */
    Optional<Instant> reclaimed() {
        return "off".equals(annotations.get(Annotations.STANDOFF))
                ? Optional.of(now)
                : instant(
                        Annotations.STANDOFF,
                        "off, or a UTC time up to which sizes that others set are not left alone, such as " + EXAMPLE);
    }

    private Optional<Instant> instant(String key, String allowed) {
        String text = annotations.get(key);
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            unreadable(key, allowed);
            return Optional.empty();
        }
    }

    /** Whether {@code key} pauses now. */
    boolean isPaused(String key) {
        String text = annotations.getOrDefault(key, "false");
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        try {
            return now.isBefore(Instant.parse(text));
        } catch (DateTimeParseException e) {
            unreadable(key, "true, false or a UTC time until which it holds, such as " + EXAMPLE + ",");
            return false;
        }
    }

    /** The number of TaskManagers that {@code key} has, while it counts: {@code 4 until 2026-01-31T18:00:00Z}. */
    OptionalInt pin(String key) {
        String text = annotations.getOrDefault(key, "");
        int end = text.indexOf(AnnotatedMode.UNTIL);
        if (end < 0) {
            return count(key);
        }
        String until = text.substring(end + AnnotatedMode.UNTIL.length()).strip();
        try {
            return now.isBefore(Instant.parse(until)) ? count(key, text.substring(0, end)) : OptionalInt.empty();
        } catch (DateTimeParseException e) {
            unreadable(key, "a whole number of at least 1, or one for a time, such as '4 until " + EXAMPLE + "'");
            return OptionalInt.empty();
        }
    }

    /** The number of TaskManagers that {@code key} has. */
    OptionalInt count(String key) {
        String text = annotations.get(key);
        return text == null ? OptionalInt.empty() : count(key, text);
    }

    private OptionalInt count(String key, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1) {
                return OptionalInt.of(count);
            }
        } catch (NumberFormatException e) {
            // said below, as for a number below 1
        }
        unreadable(key, "a whole number of at least 1");
        return OptionalInt.empty();
    }

    /** Notes that two bounds contradict each other, if they do. */
    void order(OptionalInt min, OptionalInt max) {
        if (min.isPresent() && max.isPresent() && min.getAsInt() > max.getAsInt()) {
            unreadable(Annotations.MAX, "at least that of " + Annotations.MIN + " (" + min.getAsInt() + ")");
        }
    }

    private void unreadable(String key, String allowed) {
        if (problem == null) {
            String value = annotations.getOrDefault(key, "");
            problem = inSpec.contains(key)
                    ? new SpecUnreadable(SpecControls.key(key), value, allowed)
                    : new AnnotationUnreadable(key, value, allowed);
        }
    }
}
