package io.foretide.scaler.kubernetes;

import io.foretide.scaler.control.Mode;
import io.foretide.scaler.kubernetes.KubernetesCause.AnnotationUnreadable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads annotations by their kind, and keeps the first that means nothing. Not thread-safe. */
final class AnnotationReader {
    private final Map<String, String> annotations;
    private final Instant now;
    private @Nullable AnnotationUnreadable problem;

    AnnotationReader(Map<String, String> annotations, Instant now) {
        this.annotations = annotations;
        this.now = now;
    }

    Optional<AnnotationUnreadable> problem() {
        return Optional.ofNullable(problem);
    }

    /** The mode that is annotated, or else {@code configured}. */
    Mode mode(Mode configured) {
        String text = annotations.get(Annotations.MODE);
        try {
            return text == null ? configured : Mode.parse(text);
        } catch (IllegalArgumentException e) {
            unreadable(Annotations.MODE, "recommend, auto or off");
            return configured;
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
            unreadable(key, "true, false or a UTC time until which it holds, such as 2026-01-31T18:00:00Z,");
            return false;
        }
    }

    /** The number of TaskManagers that {@code key} has. */
    OptionalInt count(String key) {
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
            problem = new AnnotationUnreadable(key, annotations.getOrDefault(key, ""), allowed);
        }
    }
}
