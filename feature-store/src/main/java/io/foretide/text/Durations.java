package io.foretide.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 5m}, {@code 2h}, {@code 500ms}, or ISO-8601; and how they compare, in
 * words.
 */
public final class Durations {
    /** A hundred years: in nanoseconds still a long. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException naming the text and what is allowed
     */
    public static Duration parse(String text) {
        Duration duration = read(text);
        if (isLonger(duration.abs(), LONGEST)) {
            throw new IllegalArgumentException(
                    "'" + text + "': must be a duration of at most " + LONGEST.toDays() + "d");
        }
        return duration;
    }

    private static Duration read(String text) {
        Matcher matcher = SHORT.matcher(text.trim());
        if (matcher.matches()) {
            int amount = Integer.parseInt(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> Duration.ofMinutes(amount);
            };
        }
        try {
            return Duration.parse(text.trim());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "': must be a duration such as 90s, 5m or 2h", e);
        }
    }

    /** Seconds, to the millisecond. */
    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    public static boolean isLonger(Duration duration, Duration than) {
        return duration.compareTo(than) > 0;
    }

    public static boolean isShorter(Duration duration, Duration than) {
        return duration.compareTo(than) < 0;
    }

    /** The longer of two. */
    public static Duration max(Duration one, Duration other) {
        return isLonger(one, other) ? one : other;
    }

    /** The shorter of two. */
    public static Duration min(Duration one, Duration other) {
        return isShorter(one, other) ? one : other;
    }

    /** A short form for people, such as {@code 5m} or {@code 1m30s}. */
    public static String format(Duration duration) {
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }

    /** In the largest unit that has no rest, such as {@code 90s}: {@link #parse} reads it back. */
    public static String inOneUnit(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
