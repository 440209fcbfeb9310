package io.foretide.scaler.app.doctor;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a duration as Flink's configuration writes it: {@code 2 s}, {@code 1 min}, or milliseconds. */
final class FlinkDuration {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([a-z]*)");

    private FlinkDuration() {}

    static Optional<Duration> parse(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = AMOUNT.matcher(value);
        if (!matcher.matches()) {
            return iso(value);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" -> Optional.of(Duration.ofMillis(amount));
            case "s", "sec", "secs", "second", "seconds" -> Optional.of(Duration.ofSeconds(amount));
            case "m", "min", "minute", "minutes" -> Optional.of(Duration.ofMinutes(amount));
            case "h", "hour", "hours" -> Optional.of(Duration.ofHours(amount));
            case "d", "day", "days" -> Optional.of(Duration.ofDays(amount));
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> iso(String value) {
        try {
            return Optional.of(Duration.parse(value));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
