package io.foretide.scaler.app.webhook;

import io.foretide.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** When an event is sent again that its owner did not take. */
final class Redelivery {
    /** With their pauses these take four minutes; who is away longer gets the next event, which says what is missing. */
    static final int MOST = 8;

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Set<Integer> AGAIN = Set.of(408, 425, 429);

    private Redelivery() {}

    /**
     * An answer.
     *
     * @param retryAfter what it says of when to come again
     */
    record Answer(int status, Optional<String> retryAfter) {
        boolean isTaken() {
            return status >= 200 && status < 300;
        }

        /** Whether the same may be taken later; a redirect is not followed, as nobody signed for it. */
        boolean isPassing() {
            return status >= 500 || AGAIN.contains(status);
        }
    }

    /** The pause after the attempt of this number, from 1: doubled each time, or as the answer says. */
    static Duration pause(int attempt, Optional<Answer> answer, Instant now) {
        Duration usual = FIRST.multipliedBy(1L << (attempt - 1));
        Duration asked = answer.flatMap(Answer::retryAfter)
                .flatMap(text -> parsed(text, now))
                .orElse(usual);
        return Durations.min(Durations.max(asked, usual), LONGEST);
    }

    /** Seconds, or a date as HTTP writes it. */
    private static Optional<Duration> parsed(String text, Instant now) {
        String said = text.strip();
        if (said.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(said)));
        }
        try {
            Instant then = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, then));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
