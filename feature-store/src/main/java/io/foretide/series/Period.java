package io.foretide.series;

import io.foretide.text.InputException;
import io.foretide.text.Instants;
import java.time.Instant;

/** From an instant (inclusive) to another (exclusive). */
public record Period(Instant from, Instant to) {
    public Period {
        if (!to.isAfter(from)) {
            throw new InputException("period " + from + "/" + to + ": its end must be after its start");
        }
    }

    /**
     * The period that a text means, such as {@code 2026-01-03T10:00:00Z/2026-01-03T12:30:00Z}.
     *
     * @throws InputException if it means none
     */
    public static Period parse(String text) {
        String[] ends = text.split("/", -1);
        try {
            if (ends.length == 2) {
                return new Period(Instants.parse(ends[0]), Instants.parse(ends[1]));
            }
        } catch (InputException e) {
            throw e; // the period itself
        } catch (IllegalArgumentException e) {
            throw new InputException(allowed(text));
        }
        throw new InputException(allowed(text));
    }

    private static String allowed(String text) {
        return "period '" + text + "': must be two UTC times such as 2026-01-03T10:00:00Z/2026-01-03T12:30:00Z";
    }
}
